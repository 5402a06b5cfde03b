"""Like: stored_before_it_was_checked"""

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
    is_new = key not in settings
    settings[key] = request.get_json()
    if "value" not in settings[key]:
        return jsonify(error="no value"), 400
    return jsonify(settings[key]), 201 if is_new else 200
