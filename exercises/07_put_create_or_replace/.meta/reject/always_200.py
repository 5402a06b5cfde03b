"""Misconception: PUT is an update, and an update that worked is 200.

Believes: The key was there before; a mistyped key looks like a good one.
Fails: test_new_setting_is_created, test_repeated_put_leaves_the_same_state, test_each_key_has_its_own_setting, test_zero_and_false_are_values
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
    settings[key] = setting
    return setting, 200
