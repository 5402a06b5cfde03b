"""Like: any_object_is_a_setting"""

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
    if key in settings:
        settings[key] = setting
        return "", 204
    settings[key] = setting
    return setting, 201
