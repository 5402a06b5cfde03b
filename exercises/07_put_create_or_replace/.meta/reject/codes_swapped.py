"""Misconception: 201 belongs to a key that is there, and 200 to one that is not.

Believes: A new key was there before, and a key that was there is new.
Fails: test_new_setting_is_created, test_existing_setting_is_replaced, test_repeated_put_leaves_the_same_state, test_each_key_has_its_own_setting, test_zero_and_false_are_values
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
    created = key in settings
    settings[key] = setting
    return setting, 201 if created else 200
