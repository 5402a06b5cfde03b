"""Like: challenge_left_out"""

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


def who_are_you():
    return {"error": "Send the token of a person."}, 401, {"WWW-Authenticate": 'realm="clinic"'}


def not_found(number):
    return {"error": f"There is no record {number}."}, 404


@app.get("/records/<int:number>")
def show_record(number):
    person = visitor()
    if person is None:
        return who_are_you()
    return visible_record(number, person) or not_found(number)


@app.delete("/records/<int:number>")
def delete_record(number):
    person = visitor()
    if person is None:
        return who_are_you()
    if visible_record(number, person) is None:
        return not_found(number)
    if person["role"] != "office":
        return {"error": "Only the office deletes records."}, 403
    del app.config["RECORDS"][number]
    return "", 204
