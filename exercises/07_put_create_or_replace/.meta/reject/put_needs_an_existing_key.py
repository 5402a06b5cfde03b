"""Misconception: PUT is for what exists, and POST makes new things.

Believes: There is nothing that it could replace; a setting cannot be made.
Fails: test_new_setting_is_created, test_existing_setting_is_replaced, test_repeated_put_leaves_the_same_state, test_nothing_of_the_former_setting_is_left, test_each_key_has_its_own_setting, test_zero_and_false_are_values, test_missing_value_is_refused, test_refused_put_changes_nothing, test_broken_body_changes_nothing, test_unknown_setting_is_not_found
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
    if key not in settings:
        return {"error": f"There is no setting {key}."}, 404
    settings[key] = setting
    return setting
