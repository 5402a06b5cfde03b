"""Misconception: `or {}` makes an object of everything.

Believes: The server is broken when it sends 5 or a list with something in it.
Fails: test_body_that_is_no_object_is_refused, test_nan_is_refused, test_one_code_for_every_wrong_shape, test_deep_nesting_is_refused
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
    data = request.get_json() or {}
    name = data.get("name")
    if not isinstance(name, str) or not name:
        return refused("name must be a text that is not empty.")
    return {"message": compose(name)}
