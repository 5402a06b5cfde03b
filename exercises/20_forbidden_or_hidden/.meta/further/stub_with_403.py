"""Like: somebody_is_always_signed_in"""

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
    if person["role"] == "patient" and person["name"] != record["patient"]:
        return {"error": "Sign in as the right patient."}, 401
    return record


@app.delete("/records/<int:number>")
def delete_record(number):
    if number not in app.config["RECORDS"]:
        return {"error": f"There is no record {number}."}, 404
    if visitor()["role"] != "office":
        return {"error": "Only the office deletes records."}, 403
    del app.config["RECORDS"][number]
    return "", 204
