"""Like: cleared_before_it_was_read"""

from flask import Flask, request

app = Flask(__name__)

settings = {}


@app.get("/settings/<key>")
def show_setting(key):
    if key not in settings:
        return {"error": f"There is no setting {key}."}, 404
    return settings[key]


@app.put("/settings/<key>")
def put_setting(key):
    setting = request.get_json()
    old = settings.pop(key, None)
    if "value" not in setting:
        return {"error": "value is missing"}, 400
    settings[key] = setting
    return setting, 200 if old else 201
