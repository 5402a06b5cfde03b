"""Like: only_get_json_refuses"""

from flask import Flask, abort, jsonify, request

app = Flask(__name__)
app.config["GREETING"] = "Hello, %s!"


@app.errorhandler(400)
def bad_request(e):
    return jsonify(error=e.description), 400


def compose(name):
    return app.config["GREETING"] % name


def get_name():
    payload = request.get_json()
    if not isinstance(payload, dict):
        abort(400, "JSON object expected")
    name = payload.get("name")
    if not isinstance(name, str) or name == "":
        abort(400, "name is missing or no text")
    return name


@app.post("/api/data")
def greet():
    return jsonify(message=compose(get_name()))
