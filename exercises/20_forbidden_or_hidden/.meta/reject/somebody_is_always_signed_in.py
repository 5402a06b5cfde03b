"""Misconception: With 403 for what is not allowed it is done: there is always somebody signed in.

Believes: The server breaks without a token; and 403 against 404 tells it which records exist.
Fails: test_anonymous_is_asked_who_it_is, test_anonymous_deletes_nothing, test_every_401_has_a_challenge,
test_anonymous_learns_nothing, test_record_of_another_is_hidden, test_hidden_and_absent_are_the_same,
test_delete_tells_nothing
"""

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


@app.get("/records/<int:number>")
def show_record(number):
    record = app.config["RECORDS"].get(number)
    if record is None:
        return {"error": f"There is no record {number}."}, 404
    person = visitor()
    if person["role"] != "office" and person["name"] != record["patient"]:
        return {"error": "This record belongs to another patient."}, 403
    return record


@app.delete("/records/<int:number>")
def delete_record(number):
    if number not in app.config["RECORDS"]:
        return {"error": f"There is no record {number}."}, 404
    if visitor()["role"] != "office":
        return {"error": "Only the office deletes records."}, 403
    del app.config["RECORDS"][number]
    return "", 204
