"""Like: other_words"""

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


def current_person():
    auth = request.authorization
    return app.config["PEOPLE"].get(auth.token) if auth and auth.type == "bearer" else None


NOT_SIGNED_IN = ({"error": "not signed in"}, 401, {"WWW-Authenticate": 'Bearer realm="clinic"'})


@app.get("/records/<int:number>")
def show_record(number):
    me = current_person()
    if me is None:
        return NOT_SIGNED_IN
    record = app.config["RECORDS"].get(number)
    if record is None:
        return jsonify(error="This record does not exist."), 404
    if me["role"] != "office" and me["name"] != record["patient"]:
        return jsonify(error="You cannot see this record."), 404
    return jsonify(record)


@app.delete("/records/<int:number>")
def delete_record(number):
    me = current_person()
    if me is None:
        return NOT_SIGNED_IN
    if me["role"] != "office":
        return jsonify(error="Only the office may delete."), 403
    if number not in app.config["RECORDS"]:
        return jsonify(error="This record does not exist."), 404
    del app.config["RECORDS"][number]
    return "", 204
