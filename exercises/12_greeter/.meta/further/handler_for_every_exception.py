"""Like: handler_turns_500_into_400"""

from flask import Flask, abort, jsonify, request

app = Flask(__name__)
app.config["GREETING"] = "Hello, %s!"


def compose(name):
    return app.config["GREETING"] % name


@app.errorhandler(Exception)
def oops(e):
    return jsonify(error="name is required"), 400


@app.post("/api/data")
def greet():
    data = request.json
    if not data or "name" not in data:
        return {"error": "name is required"}, 400
    if not isinstance(data["name"], str) or data["name"] == "":
        return {"error": "name is required"}, 400
    return {"message": compose(data["name"])}
