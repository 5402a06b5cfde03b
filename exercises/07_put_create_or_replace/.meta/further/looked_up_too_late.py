"""Like: asked_after_storing"""

from flask import Flask, jsonify, request

app = Flask(__name__)

settings = {}


@app.get("/settings/<key>")
def show_setting(key):
    if key not in settings:
        return {"error": f"There is no setting {key}."}, 404
    return settings[key]


@app.put("/settings/<key>")
def put_setting(key):
    data = request.get_json()
    if data.get("value", None) is None and "value" not in data:
        return jsonify(error="no value"), 400
    settings[key] = data
    if key in settings:
        return jsonify(data), 200
    return jsonify(data), 201
