"""Misconception: Every kind of wrong shape deserves a code of its own.

Believes: There are two kinds of mistakes to handle, and it cannot know which body gets which code.
Fails: test_one_code_for_every_wrong_shape
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
    name = data.get("name")
    if not isinstance(name, str) or not name:
        return {"error": "name must be a text that is not empty."}, 422
    return {"message": compose(name)}
