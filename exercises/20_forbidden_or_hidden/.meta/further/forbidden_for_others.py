"""Like: forbidden_reveals"""

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


def error(message, code):
    return jsonify(error=message), code


def login():
    auth = request.authorization
    if auth is None or auth.type != "bearer":
        return None
    return app.config["PEOPLE"].get(auth.token)


def please_log_in():
    response = jsonify(error="please log in")
    response.headers["WWW-Authenticate"] = "Bearer"
    return response, 401


@app.get("/records/<int:number>")
def show_record(number):
    user = login()
    if not user:
        return please_log_in()
    record = app.config["RECORDS"].get(number)
    if not record:
        return error("not found", 404)
    if user["role"] == "patient" and record["patient"] != user["name"]:
        return error("forbidden", 403)
    return jsonify(record)


@app.delete("/records/<int:number>")
def delete_record(number):
    user = login()
    if not user:
        return please_log_in()
    if user["role"] != "office":
        return error("forbidden", 403)
    if number not in app.config["RECORDS"]:
        return error("not found", 404)
    del app.config["RECORDS"][number]
    return "", 204
