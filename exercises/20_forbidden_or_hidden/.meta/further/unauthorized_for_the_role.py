"""Like: sign_in_again"""

from flask import Flask, abort, jsonify, request

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

WANTED = {"WWW-Authenticate": 'Bearer realm="clinic"'}


@app.errorhandler(404)
def not_found(e):
    return jsonify(error="no such record"), 404


@app.errorhandler(401)
def unauthorized(e):
    return jsonify(error="you are not authorized"), 401, WANTED


def person():
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    found = app.config["PEOPLE"].get(token)
    if scheme.lower() != "bearer" or found is None:
        abort(401)
    return found


def record_for(who, number):
    record = app.config["RECORDS"].get(number)
    if record is None or who["role"] == "patient" and record["patient"] != who["name"]:
        abort(404)
    return record


@app.get("/records/<int:number>")
def show_record(number):
    return jsonify(record_for(person(), number))


@app.delete("/records/<int:number>")
def delete_record(number):
    who = person()
    record_for(who, number)
    if who["role"] != "office":
        abort(401)
    app.config["RECORDS"].pop(number)
    return "", 204
