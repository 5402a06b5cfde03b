"""Like: missing_value_becomes_null"""

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
    data.setdefault("value", None)
    code = 200 if key in settings else 201
    settings[key] = data
    return jsonify(data), code
