"""Misconception: Every object has the field that the view asks for.

Believes: The server is broken. In fact the request forgot the name.
Fails: test_missing_name_is_refused, test_one_code_for_every_wrong_shape
"""

from flask import Flask, request

app = Flask(__name__)
app.config["GREETING"] = "Hello, %s!"


def compose(name):
    return app.config["GREETING"] % name


def refused(text):
    return {"error": text}, 400


@app.post("/api/data")
def greet():
    try:
        data = request.get_json()
    except RecursionError:
        return refused("The body is nested too deeply.")
    if not isinstance(data, dict):
        return refused("The body must be a JSON object with a name.")
    name = data["name"]
    if not isinstance(name, str) or not name:
        return refused("name must be a text that is not empty.")
    return {"message": compose(name)}
