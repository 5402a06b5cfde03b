"""A method view in a blueprint; errors raised with abort and turned into JSON by one handler."""

from flask import Blueprint, Flask, abort, make_response, request
from flask.views import MethodView
from werkzeug.exceptions import HTTPException

house = Blueprint("house", __name__, url_prefix="/settings")
settings = {}


class Setting(MethodView):
    def get(self, key):
        return settings.get(key) or abort(404, "no such setting")

    def put(self, key):
        body = request.json
        try:
            body["value"]
        except KeyError:
            abort(400, "value is missing")
        response = make_response({"message": "stored"}, 200 if key in settings else 201)
        settings[key] = body
        return response


house.add_url_rule("/<key>", view_func=Setting.as_view("setting"))
app = Flask(__name__)
app.register_blueprint(house)


@app.errorhandler(HTTPException)
def json_error(error):
    return {"error": error.description}, error.code
