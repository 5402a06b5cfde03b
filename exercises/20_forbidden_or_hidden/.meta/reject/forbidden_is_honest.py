"""Misconception: Once it is known who asks, 403 is the honest answer.

Believes: This record exists and belongs to somebody else; whoever asks for every number has the list of all.
Fails: test_record_of_another_is_hidden, test_hidden_and_absent_are_the_same, test_delete_tells_nothing
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
        return {"error": "Sign in"}, 401, CHALLENGE
    record = app.config["RECORDS"].get(number)
    if record is None:
        return {"error": f"There is no record {number}."}, 404
    if person["role"] != "office" and person["name"] != record["patient"]:
        return {"error": "This record belongs to another patient."}, 403
    return record


@app.delete("/records/<int:number>")
def delete_record(number):
    person = visitor()
    if person is None:
        return {"error": "Sign in"}, 401, CHALLENGE
    if number not in app.config["RECORDS"]:
        return {"error": f"There is no record {number}."}, 404
    if person["role"] != "office":
        return {"error": "Only the office deletes records."}, 403
    del app.config["RECORDS"][number]
    return "", 204
