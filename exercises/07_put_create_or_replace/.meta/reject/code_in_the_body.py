"""Misconception: A code inside the JSON is the code of the answer.

Believes: The key was there before: the status line says 200.
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
    created = key not in settings
    settings[key] = setting
    return {"status": 201 if created else 200}
