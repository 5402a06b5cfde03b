"""Misconception: A body that cannot be read is the same as an empty object.

Believes: Its broken body was carried out.
Fails: test_refused_put_changes_nothing, test_broken_body_changes_nothing
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
    setting = request.get_json(silent=True) or {"value": None}
    if "value" not in setting:
        return {"error": "A setting needs a value."}, 400
    created = key not in settings
    settings[key] = setting
    return setting, 201 if created else 200
