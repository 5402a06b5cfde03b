"""Like: merges"""

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
    if "value" not in data:
        return jsonify(error="A setting needs a value"), 400
    old = settings.get(key)
    settings[key] = {**(old or {}), **data}
    return jsonify(settings[key]), 200 if old else 201
