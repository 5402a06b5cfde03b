"""Misconception: str() makes a name of everything.

Believes: None is a name, and so is a list with its brackets.
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
    if "name" not in data or data["name"] == "":
        return refused("name is required")
    name = str(data["name"])
    return {"message": compose(name)}
