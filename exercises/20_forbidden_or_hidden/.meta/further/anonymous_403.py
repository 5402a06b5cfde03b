"""Like: anonymous_is_forbidden"""

from flask import Flask, abort, g, jsonify, request

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


@app.before_request
def who():
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    g.person = app.config["PEOPLE"].get(token) if scheme.lower() == "bearer" else None
    if g.person is None:
        abort(403)


@app.errorhandler(403)
def forbidden(e):
    return jsonify(error="forbidden"), 403


@app.errorhandler(404)
def not_found(e):
    return jsonify(error="not found"), 404


def visible(number):
    record = app.config["RECORDS"].get(number)
    if record is None:
        abort(404)
    if g.person["role"] != "office" and g.person["name"] != record["patient"]:
        abort(404)
    return record


@app.get("/records/<int:number>")
def show_record(number):
    return jsonify(visible(number))


@app.delete("/records/<int:number>")
def delete_record(number):
    visible(number)
    if g.person["role"] != "office":
        abort(403)
    del app.config["RECORDS"][number]
    return "", 204
