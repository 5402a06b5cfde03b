"""Misconception: PUT is an update, and an update that worked is 200.

Believes: The key was there before, and whatever it sent is a setting.
Fails: test_new_setting_is_created, test_repeated_put_leaves_the_same_state, test_each_key_has_its_own_setting, test_zero_and_false_are_values, test_missing_value_is_refused, test_refused_put_changes_nothing
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
    settings[key] = setting
    return setting, 200
