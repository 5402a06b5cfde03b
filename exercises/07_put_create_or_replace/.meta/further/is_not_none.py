"""Like: falsy_value_is_new"""

from flask import Flask, jsonify, request

app = Flask(__name__)

settings = {}


@app.get("/settings/<key>")
def show_setting(key):
    if key not in settings:
        return jsonify(error=f"There is no setting {key}."), 404
    return jsonify(settings[key])


@app.put("/settings/<key>")
def put_setting(key):
    data = request.get_json()
    if "value" not in data:
        return jsonify(error="no value"), 400
    old = settings.get(key)
    settings[key] = data
    if old and old["value"]:
        return jsonify(data), 200
    return jsonify(data), 201
