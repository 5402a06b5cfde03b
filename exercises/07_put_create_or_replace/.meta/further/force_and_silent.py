"""Like: broken_json_is_empty"""

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
    data = request.get_json(force=True, silent=True)
    if data is None:
        data = {"value": request.get_data(as_text=True)}
    if "value" not in data:
        return jsonify(error="no value"), 400
    code = 200 if key in settings else 201
    settings[key] = data
    return jsonify(data), code
