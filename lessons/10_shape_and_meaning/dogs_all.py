"""A dog show: what does an entry cost? All faults are collected."""

from flask import Flask, request

app = Flask(__name__)
KINDS = {"name": (str, "text"), "age": (int, "a whole number"), "height": (int, "a whole number")}


@app.post("/fees")
def fee():
    dog = request.get_json()
    if not isinstance(dog, dict):
        return {"errors": [{"field": "", "problem": "must be an object"}]}, 400
    errors = [
        {"field": field, "problem": f"must be {words}"}
        for field, (kind, words) in KINDS.items()
        if type(dog.get(field)) is not kind
    ]
    if errors:
        return {"errors": errors}, 400
    return {"dog": dog["name"], "fee": 5 + dog["height"] // 10}
