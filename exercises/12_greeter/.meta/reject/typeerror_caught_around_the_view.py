"""Misconception: A TypeError in a view means that the body was wrong.

Believes: Its request was wrong. In fact the greeting of the office was broken.
Fails: test_own_fault_stays_500
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
        return {"message": compose(checked(request.get_json()))}
    except (TypeError, RecursionError):
        return refused("name must be a text that is not empty, in a JSON object.")


def checked(data):
    name = data["name"] if "name" in data else None
    if not isinstance(name, str) or not name:
        raise TypeError("name")
    return name
