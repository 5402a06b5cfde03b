"""One decorator for the person and one for the role; without the role DELETE is 403 for every number."""

from functools import wraps

from flask import Flask, jsonify, make_response, request

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


def known(view):
    @wraps(view)
    def guarded(number):
        person = visitor()
        if person is None:
            return make_response(jsonify(error="unknown person"), 401, {"WWW-Authenticate": "Bearer"})
        return view(number, person)

    return guarded


def only(role):
    def decorate(view):
        @wraps(view)
        def guarded(number, person):
            if person["role"] == role:
                return view(number, person)
            return jsonify(error=f"this is for the {role}"), 403

        return guarded

    return decorate


@app.get("/records/<int:number>")
@known
def show_record(number, person):
    record = app.config["RECORDS"].get(number, {})
    if person["role"] == "office" and record or record.get("patient") == person["name"]:
        return jsonify(record)
    return jsonify(error="nothing here"), 404


@app.delete("/records/<int:number>")
@known
@only("office")
def delete_record(number, person):
    if app.config["RECORDS"].pop(number, None) is None:
        return jsonify(error="nothing here"), 404
    return app.response_class(status=204)
