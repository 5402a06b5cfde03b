"""Like: own_record_can_be_deleted"""

from flask import Flask, jsonify, request

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


def find_person():
    header = request.headers.get("Authorization", "")
    kind, _, token = header.partition(" ")
    if kind.lower() == "bearer":
        return app.config["PEOPLE"].get(token)
    return None


def may_see(person, record):
    return person["role"] == "office" or record["patient"] == person["name"]


def handle(number, delete):
    person = find_person()
    if person is None:
        return jsonify(error="who are you?"), 401, {"WWW-Authenticate": 'Bearer realm="records"'}
    records = app.config["RECORDS"]
    if number not in records or not may_see(person, records[number]):
        return jsonify(error="no record with this number"), 404
    if delete:
        del records[number]
        return "", 204
    return jsonify(records[number])


@app.get("/records/<int:number>")
def show_record(number):
    return handle(number, delete=False)


@app.delete("/records/<int:number>")
def delete_record(number):
    return handle(number, delete=True)
