"""Misconception: Each refusal has its right code, so the order in which they are looked for does not matter.

Believes: A number that is 401 or 403 exists, and one that is 404 does not; nobody had to sign in for that.
Fails: test_anonymous_is_asked_who_it_is, test_anonymous_deletes_nothing, test_anonymous_learns_nothing,
test_record_of_another_is_hidden, test_hidden_and_absent_are_the_same, test_delete_tells_nothing
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
    record = app.config["RECORDS"].get(number)
    if record is None:
        return {"error": f"There is no record {number}."}, 404
    person = visitor()
    if person is None:
        return {"error": "Send your token."}, 401, CHALLENGE
    if person["role"] != "office" and person["name"] != record["patient"]:
        return {"error": "This record belongs to another patient."}, 403
    return record


@app.delete("/records/<int:number>")
def delete_record(number):
    if number not in app.config["RECORDS"]:
        return {"error": f"There is no record {number}."}, 404
    person = visitor()
    if person is None:
        return {"error": "Send your token."}, 401, CHALLENGE
    if person["role"] != "office":
        return {"error": "Only the office deletes records."}, 403
    del app.config["RECORDS"][number]
    return "", 204
