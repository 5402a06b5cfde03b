"""Like: another_field_name"""

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
        return jsonify(detail="value is required"), 422
    code = 200 if key in settings else 201
    settings[key] = data
    return jsonify(data), code
