"""Misconception: A text that is always the same may stand in the code.

Believes: The greeting is still the old one, and a broken greeting works.
Fails: test_greeting_can_be_changed, test_own_fault_stays_500
"""

from flask import Flask, request

app = Flask(__name__)
app.config["GREETING"] = "Hello, %s!"


def compose(name):
    return f"Hello, {name}!"


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
        return refused("name must be a text that is not empty.")
    return {"message": compose(name)}
