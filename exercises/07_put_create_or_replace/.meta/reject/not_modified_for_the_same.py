"""Misconception: A PUT that changes nothing is 304.

Believes: It may use a copy in its cache; whether its PUT was carried out, it cannot tell.
Fails: test_repeated_put_leaves_the_same_state, test_zero_and_false_are_values
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
    if settings.get(key) == setting:
        return "", 304
    settings[key] = setting
    return setting, 201 if created else 200
