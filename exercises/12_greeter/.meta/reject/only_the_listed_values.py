"""Misconception: The wrong values that somebody has reported are the only ones to refuse.

Believes: The server is broken when it sends a number or a text that nobody thought of.
Fails: test_name_that_is_no_text_is_refused, test_body_that_is_no_object_is_refused, test_nan_is_refused, test_one_code_for_every_wrong_shape, test_deep_nesting_is_refused
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
    if data in (None, 5, True, False, "name", [], ["name"], {}) or "name" not in data:
        return refused("name is required")
    name = data["name"]
    if name in (None, "", 5):
        return refused("name must be a text")
    return {"message": compose(name)}
