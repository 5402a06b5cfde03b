"""Misconception: An error with the right code has the right body.

Believes: Something is wrong; the JSON that would say what did not come.
Fails: test_missing_value_is_refused
"""

from flask import Flask, abort, request

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
    if "value" not in setting:
        abort(400, "A setting needs a value.")
    created = key not in settings
    settings[key] = setting
    return setting, 201 if created else 200
