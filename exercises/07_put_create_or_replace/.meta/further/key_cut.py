"""Like: key_in_small_letters"""

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
    key = key[:32]
    setting = request.get_json()
    if "value" not in setting:
        return {"error": "A setting needs a value."}, 400
    created = key not in settings
    settings[key] = setting
    return setting, 201 if created else 200
