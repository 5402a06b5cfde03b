"""Like: missing_value_crashes"""

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
    value = data["value"]
    exists = key in settings
    settings[key] = data
    return jsonify(key=key, value=value), 200 if exists else 201
