"""Like: error_with_200"""

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
        return jsonify({"error": "too deep"})
    if isinstance(data, dict):
        name = data.get("name")
        if isinstance(name, str) and name:
            return jsonify({"message": compose(name)})
        return jsonify({"error": "name is required and must be a string"})
    return jsonify({"error": "the body must be an object"})
