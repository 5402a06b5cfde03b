"""Misconception: The code of a refusal says enough.

Believes: Something is wrong with its request, and it must guess which field.
Fails: test_missing_name_is_refused, test_name_that_is_no_text_is_refused
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
        return refused("Bad request.")
    return {"message": compose(name)}
