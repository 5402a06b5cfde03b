"""Misconception: The first PUT of all is the one that creates.

Believes: The second key of the day was there before.
Fails: test_new_setting_is_created, test_each_key_has_its_own_setting, test_zero_and_false_are_values
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
    if "value" not in setting:
        return {"error": "A setting needs a value."}, 400
    created = not settings
    settings[key] = setting
    return setting, 201 if created else 200
