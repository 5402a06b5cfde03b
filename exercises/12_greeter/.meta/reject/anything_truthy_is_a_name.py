"""Misconception: Whatever is there and not empty is a name.

Believes: A list and a number are names that can be greeted.
Fails: test_name_that_is_no_text_is_refused, test_nan_is_refused, test_one_code_for_every_wrong_shape, test_deep_nesting_is_refused
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
    if not name:
        return refused("name must be a text that is not empty.")
    return {"message": compose(name)}
