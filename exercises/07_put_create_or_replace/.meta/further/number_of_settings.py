"""Like: code_of_the_whole_box"""

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
    code = 201 if len(settings) == 0 else 200
    settings[key] = data
    return jsonify(data), code
