"""Three exceptions, raised in the order of the questions."""

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


class Refusal(Exception):
    code = 0
    text = ""
    headers = {}


class Unknown(Refusal):
    code = 401
    text = "Who are you?"
    headers = {"WWW-Authenticate": 'bearer realm="clinic"'}


class Nothing(Refusal):
    code = 404
    text = "There is nothing here."


class NotAllowed(Refusal):
    code = 403
    text = "This is for the office."


@app.errorhandler(Refusal)
def refusal(error):
    return {"error": error.text}, error.code, error.headers


def someone():
    person = visitor()
    if person is None:
        raise Unknown
    return person


def seen_by(person, number):
    match app.config["RECORDS"].get(number):
        case {"patient": patient} as record if patient == person["name"] or person["role"] == "office":
            return record
    raise Nothing


@app.get("/records/<int:number>")
def show_record(number):
    return seen_by(someone(), number)


@app.delete("/records/<int:number>")
def delete_record(number):
    person = someone()
    seen_by(person, number)
    if person["role"] == "patient":
        raise NotAllowed
    app.config["RECORDS"].pop(number)
    return "", 204
