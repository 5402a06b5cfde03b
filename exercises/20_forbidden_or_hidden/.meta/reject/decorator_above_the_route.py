"""Misconception: The order of decorators is a matter of taste.

Believes: The server is broken when it comes without a token, and a 404 tells it which records do not
exist.
Fails: test_anonymous_is_asked_who_it_is, test_anonymous_deletes_nothing, test_every_401_has_a_challenge, test_anonymous_learns_nothing
"""

from functools import wraps

from flask import Flask, request

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


def visible_record(number, person):
    record = app.config["RECORDS"].get(number)
    if record and (person["role"] == "office" or person["name"] == record["patient"]):
        return record
    return None


def not_found(number):
    return {"error": f"There is no record {number}."}, 404


def signed_in(view):
    @wraps(view)
    def guarded(*args, **kwargs):
        if visitor() is None:
            return {"error": "Sign in."}, 401, {"WWW-Authenticate": 'Bearer realm="clinic"'}
        return view(*args, **kwargs)

    return guarded


@signed_in
@app.get("/records/<int:number>")
def show_record(number):
    return visible_record(number, visitor()) or not_found(number)


@signed_in
@app.delete("/records/<int:number>")
def delete_record(number):
    person = visitor()
    if visible_record(number, person) is None:
        return not_found(number)
    if person["role"] != "office":
        return {"error": "Only the office deletes records."}, 403
    del app.config["RECORDS"][number]
    return "", 204
