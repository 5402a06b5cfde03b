"""A view class with a decorator; the records a person may see are a dict of their own."""

from http import HTTPStatus

from flask import Flask, current_app, g, request
from flask.views import MethodView

app = Flask(__name__)

app.config["PEOPLE"] = {
    "t-heron": {"name": "P-17", "role": "patient"},
    "t-otter": {"name": "P-23", "role": "patient"},
    "t-desk": {"name": "desk", "role": "office"},
}
app.config["RECORDS"] = {
    1: {"id": 1, "patient": "P-17", "note": "Broken wrist, healing well."},
    2: {"id": 2, "patient": "P-23", "note": "Tetanus, second vaccination."},
}


def visitor():
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return app.config["PEOPLE"].get(token) if scheme.lower() == "bearer" else None


CHALLENGE = {"WWW-Authenticate": 'Basic realm="desk", Bearer realm="clinic", error="invalid_token"'}


def signed_in(view):
    def guarded(**arguments):
        g.person = visitor()
        if not g.person:
            return {"error": "sign in"}, HTTPStatus.UNAUTHORIZED, CHALLENGE
        return view(**arguments)

    return guarded


class Record(MethodView):
    decorators = [signed_in]

    @property
    def visible(self):
        everything = current_app.config["RECORDS"]
        if g.person["role"] == "office":
            return everything
        return {key: record for key, record in everything.items() if record["patient"] == g.person["name"]}

    def get(self, number):
        try:
            return self.visible[number]
        except KeyError:
            return {"error": f"no record {number}"}, HTTPStatus.NOT_FOUND

    def delete(self, number):
        if number not in self.visible:
            return {"error": f"no record {number}"}, HTTPStatus.NOT_FOUND
        if g.person["role"] != "office":
            return {"error": "not allowed"}, HTTPStatus.FORBIDDEN
        del self.visible[number]
        return "", HTTPStatus.NO_CONTENT


app.add_url_rule("/records/<int:number>", view_func=Record.as_view("record"))
