"""Like: key_in_small_letters"""

from flask import Flask, jsonify, request

app = Flask(__name__)

settings = {}


@app.get("/settings/<key>")
def show_setting(key):
    key = key.strip().casefold()
    if key not in settings:
        return jsonify(error=f"There is no setting {key}."), 404
    return jsonify(settings[key])


@app.put("/settings/<key>")
def put_setting(key):
    data = request.get_json()
    if "value" not in data:
        return jsonify(error="no value"), 400
    key = key.strip().casefold()
    code = 200 if key in settings else 201
    settings[key] = data
    return jsonify(data), code
