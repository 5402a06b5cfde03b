"""Like: two_codes_for_one_fault"""

from flask import Flask, abort, jsonify, request

app = Flask(__name__)
app.config["GREETING"] = "Hello, %s!"


def compose(name):
    return app.config["GREETING"] % name


@app.post("/api/data")
def greet():
    data = request.json
    if not isinstance(data, dict):
        return {"error": "object needed"}, 400
    if not data.get("name"):
        return {"error": "name is required"}, 422
    if not isinstance(data["name"], str):
        return {"error": "name must be text"}, 422
    return {"message": compose(data["name"])}
