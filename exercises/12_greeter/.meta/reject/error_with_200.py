"""Misconception: An error is a message like any other and needs no code.

Believes: Its name was greeted: the code says that all went well.
Fails: test_missing_name_is_refused, test_name_that_is_no_text_is_refused, test_body_that_is_no_object_is_refused, test_nan_is_refused, test_one_code_for_every_wrong_shape, test_deep_nesting_is_refused
"""

from flask import Flask, request

app = Flask(__name__)
app.config["GREETING"] = "Hello, %s!"


def compose(name):
    return app.config["GREETING"] % name


def refused(text):
    return {"error": text}


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
        return refused("name must be a text that is not empty.")
    return {"message": compose(name)}
