"""Misconception: What has no get is no object, and a bare abort(400) is refusal enough.

Believes: Its body was refused, and the reason stands in a page of HTML that it cannot read.
Fails: test_body_that_is_no_object_is_refused, test_nan_is_refused, test_deep_nesting_is_refused
"""

from flask import Flask, abort, request

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
    try:
        name = data.get("name")
    except AttributeError:
        abort(400)
    if not isinstance(name, str) or not name:
        return refused("name must be a text that is not empty.")
    return {"message": compose(name)}
