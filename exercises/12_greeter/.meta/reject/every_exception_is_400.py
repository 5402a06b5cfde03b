"""Misconception: A view that never answers 500 is a good view.

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
        data = request.get_json()
        name = data["name"]
        if not isinstance(name, str) or not name:
            raise ValueError("name")
        return {"message": compose(name)}
    except Exception:
        return refused("name must be a text that is not empty, in a JSON object.")
