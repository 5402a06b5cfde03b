"""Misconception: A value that counts as false in an if is no value.

Believes: 0 degrees and lamps off are mistakes in its request.
Fails: test_zero_and_false_are_values
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
    if not setting.get("value"):
        return {"error": "A setting needs a value."}, 400
    created = key not in settings
    settings[key] = setting
    return setting, 201 if created else 200
