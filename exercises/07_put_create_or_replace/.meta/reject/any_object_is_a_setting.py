"""Misconception: What can be read as JSON is good data.

Believes: A body without a value is a setting.
Fails: test_missing_value_is_refused, test_refused_put_changes_nothing
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
    created = key not in settings
    settings[key] = setting
    return setting, 201 if created else 200
