"""Like: two_codes_for_one_fault"""

from http import HTTPStatus

from flask import Flask, jsonify, request

app = Flask(__name__)
app.config["GREETING"] = "Hello, %s!"


def compose(name):
    return app.config["GREETING"] % name


@app.post("/api/data")
def greet():
    try:
        data = request.get_json()
    except RecursionError:
        return jsonify(error="nested too deep"), HTTPStatus.BAD_REQUEST
    if not isinstance(data, dict):
        return jsonify(error="not an object"), HTTPStatus.BAD_REQUEST
    if "name" not in data:
        return jsonify(error="name is missing"), HTTPStatus.BAD_REQUEST
    if not isinstance(data["name"], str) or not data["name"]:
        return jsonify(error="name is not valid"), HTTPStatus.UNPROCESSABLE_ENTITY
    return jsonify(message=compose(data["name"]))
