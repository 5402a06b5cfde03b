"""Misconception: PUT changes the fields that it carries and keeps the others.

Believes: The setting is what it sent, while old fields still act in the greenhouse.
Fails: test_nothing_of_the_former_setting_is_left
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
    settings.setdefault(key, {}).update(setting)
    return setting, 201 if created else 200
