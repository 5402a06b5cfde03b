"""A JSON provider without NaN, and with its own word for what is nested too deeply; a method view, abort."""

import json

from flask import Flask, abort, make_response, request
from flask.json.provider import DefaultJSONProvider
from flask.views import MethodView


class StrictJSON(DefaultJSONProvider):
    def loads(self, s, **kwargs):
        try:
            return json.loads(s, parse_constant=self.refuse, **kwargs)
        except RecursionError as error:
            raise ValueError("nested too deeply") from error

    def refuse(self, word):
        raise ValueError(f"{word} is not JSON")


app = Flask(__name__)
app.json = StrictJSON(app)
app.config["GREETING"] = "Hello, %s!"


@app.errorhandler(400)
def not_json(error):
    return {"error": "the body cannot be read as JSON"}, 400


def compose(name):
    return app.config["GREETING"] % name


class Greeter(MethodView):
    def post(self):
        data = request.get_json()
        name = data.get("name") if isinstance(data, dict) else None
        if type(name) is not str or len(name) == 0:
            abort(make_response({"error": "an object with a name is needed", "fields": ["name"]}, 422))
        return {"message": compose(name)}, 200


app.add_url_rule("/api/data", view_func=Greeter.as_view("greeter"))
