"""View classes that raise exceptions of Werkzeug, with further members on them."""

from flask import Flask, json, request, url_for
from flask.views import MethodView
from werkzeug.exceptions import Conflict, HTTPException, NotFound, UnprocessableEntity

app = Flask(__name__)
app.config["SURVEY"] = lambda street: 2.5


class Permit(MethodView):
    given = []

    def get(self, number):
        if not 0 <= number < len(self.given):
            raise NotFound(f"{number} is the number of no permit.")
        return self.given[number]


class Permits(MethodView):
    def post(self):
        data = request.get_json()
        if type(data) is not dict:
            data = {}
        error = UnprocessableEntity("Look at errors.")
        error.errors = []
        if not (isinstance(data.get("street"), str) and data["street"].split()):
            error.errors.append(dict(field="street", message="a text is needed"))
        if type(data.get("days")) is not int or data["days"] not in range(1, 15):
            error.errors.append(dict(message="1 to 14", field="days"))
        if error.errors:
            raise error
        if any(data["street"] == permit["street"] for permit in Permit.given):
            raise Conflict("taken: " + data["street"])
        permit = {
            "number": len(Permit.given),
            "width": app.config["SURVEY"](data["street"]),
            "street": data["street"],
            "days": data["days"],
        }
        Permit.given.append(permit)
        return permit, 201, [("Location", url_for("permit", number=permit["number"], _external=True))]


@app.errorhandler(HTTPException)
def problem(error):
    told = {
        "type": "about:blank",
        "title": error.name,
        "status": error.code,
        "detail": error.description,
        "instance": request.path,
    }
    if hasattr(error, "errors"):
        told["errors"] = error.errors
    headers = dict(error.get_headers(), **{"Content-Type": "application/problem+json"})
    return json.dumps(told), error.code, headers


app.add_url_rule("/permits/<int:number>", view_func=Permit.as_view("permit"))
app.add_url_rule("/permits", view_func=Permits.as_view("permits"))
