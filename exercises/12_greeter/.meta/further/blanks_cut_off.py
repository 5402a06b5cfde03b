"""Like: name_is_stripped"""

from flask import Flask, abort, jsonify, request

app = Flask(__name__)
app.config["GREETING"] = "Hello, %s!"


def compose(name):
    return app.config["GREETING"] % name


@app.post("/api/data")
def greet():
    try:
        data = request.get_json()
    except RecursionError:
        return {"error": "too deep"}, 400
    if not isinstance(data, dict) or not isinstance(data.get("name"), str) or not data["name"].strip():
        return {"error": "name must be a non-empty string"}, 400
    return {"message": compose(data["name"].strip())}
