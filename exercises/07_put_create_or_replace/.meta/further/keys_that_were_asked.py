"""Like: refused_put_uses_the_key"""

from flask import Flask, jsonify, request

app = Flask(__name__)

settings = {}
known = []


@app.get("/settings/<key>")
def show_setting(key):
    if key not in settings:
        return jsonify(error=f"There is no setting {key}."), 404
    return jsonify(settings[key])


@app.put("/settings/<key>")
def put_setting(key):
    code = 200
    if key not in known:
        known.append(key)
        code = 201
    data = request.get_json()
    if "value" not in data:
        return jsonify(error="no value"), 422
    settings[key] = data
    return jsonify(data), code
