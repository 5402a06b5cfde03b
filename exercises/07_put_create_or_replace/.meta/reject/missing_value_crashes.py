"""Misconception: A view that stops at a missing field has refused the request.

Believes: The greenhouse is broken; the panel sends the same body again and again.
Fails: test_missing_value_is_refused
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
    settings[key] = dict(setting, value=setting["value"])
    return setting, 201 if created else 200
