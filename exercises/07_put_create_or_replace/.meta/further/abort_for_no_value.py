"""Like: html_error"""

from flask import Flask, abort, request

app = Flask(__name__)

settings = {}


@app.get("/settings/<key>")
def show_setting(key):
    if key not in settings:
        return {"error": f"There is no setting {key}."}, 404
    return settings[key]


@app.put("/settings/<key>")
def put_setting(key):
    data = request.get_json()
    try:
        data["value"]
    except KeyError:
        abort(422, description="value is missing")
    new = key not in settings
    settings[key] = data
    return data, (201 if new else 200)
