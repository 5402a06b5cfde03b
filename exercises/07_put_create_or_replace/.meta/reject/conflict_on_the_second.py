"""Misconception: A key that is taken is a conflict.

Believes: Its setting stands against what is stored, and a person has to decide.
Fails: test_existing_setting_is_replaced, test_repeated_put_leaves_the_same_state, test_nothing_of_the_former_setting_is_left, test_each_key_has_its_own_setting, test_zero_and_false_are_values
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
    if key in settings:
        return {"error": f"{key} is taken."}, 409
    settings[key] = setting
    return setting, 201
