"""Misconception: The order of the lines does not matter as long as the code is right.

Believes: The former setting still holds, while it has been overwritten.
Fails: test_refused_put_changes_nothing
"""

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
    created = key not in settings
    settings[key] = setting
    if "value" not in setting:
        return {"error": "A setting needs a value."}, 400
    return setting, 201 if created else 200
