"""Misconception: Whether the key was new can be asked at the end of the view.

Believes: The key was there before, every time, and a body without a value is a setting.
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
    return setting, 200 if key in settings else 201
