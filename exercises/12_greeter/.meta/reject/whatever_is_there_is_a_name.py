"""Misconception: What stands under name is a name.

Believes: null is a name, and so is a list with its brackets.
Fails: test_name_that_is_no_text_is_refused, test_nan_is_refused, test_one_code_for_every_wrong_shape, test_deep_nesting_is_refused
"""

from flask import Flask, request

app = Flask(__name__)
app.config["GREETING"] = "Hello, %s!"


def compose(name):
    return app.config["GREETING"] % name


@app.post("/api/data")
def greet():
    data = request.json
    if not isinstance(data, dict) or "name" not in data:
        return {"error": "name is required"}, 400
    return {"message": compose(data["name"])}
