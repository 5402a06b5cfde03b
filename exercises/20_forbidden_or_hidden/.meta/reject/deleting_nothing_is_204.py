"""Misconception: Who deletes a record that is not there has got what they wanted.

Believes: There was a record of this number, and it is deleted now. In fact the number was mistyped.
Fails: test_absent, test_office_deletes
"""

from flask import Flask, request

app = Flask(__name__)

app.config["PEOPLE"] = {
    "t-heron": {"name": "P-17", "role": "patient"},
    "t-desk": {"name": "desk", "role": "office"},
}
app.config["RECORDS"] = {
    1: {"id": 1, "patient": "P-17", "note": "Broken wrist, healing well."},
}


def visitor():
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return app.config["PEOPLE"].get(token) if scheme.lower() == "bearer" else None


CHALLENGE = {"WWW-Authenticate": 'Bearer realm="clinic"'}


@app.get("/records/<int:number>")
def show_record(number):
    person = visitor()
    if person is None:
        return {"error": "Send your token."}, 401, CHALLENGE
    record = app.config["RECORDS"].get(number)
    if record is None or (person["role"] != "office" and person["name"] != record["patient"]):
        return {"error": f"There is no record {number}."}, 404
    return record


@app.delete("/records/<int:number>")
def delete_record(number):
    person = visitor()
    if person is None:
        return {"error": "Send your token."}, 401, CHALLENGE
    if person["role"] != "office":
        return {"error": "Only the office deletes records."}, 403
    app.config["RECORDS"].pop(number, None)
    return "", 204
