"""before_request finds the person, abort refuses, one handler writes the bodies."""

from flask import Flask, abort, g, jsonify, request
from werkzeug.exceptions import HTTPException

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


@app.before_request
def identify():
    g.person = visitor()
    if g.person is None:
        abort(401)


@app.errorhandler(HTTPException)
def refused(error):
    response = jsonify(error=error.name)
    response.status_code = error.code
    if error.code == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="records of the clinic"'
    return response


def find(number):
    record = app.config["RECORDS"].get(number)
    if record is None or (g.person["role"] != "office" and g.person["name"] != record["patient"]):
        abort(404)
    return record


@app.get("/records/<int:number>")
def show_record(number):
    return find(number)


@app.delete("/records/<int:number>")
def delete_record(number):
    record = find(number)
    if g.person["role"] != "office":
        abort(403)
    del app.config["RECORDS"][record["id"]]
    return "", 204
