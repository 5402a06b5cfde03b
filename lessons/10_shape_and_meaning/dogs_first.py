"""A dog show: what does an entry cost? The first fault ends the check."""

from flask import Flask, request

app = Flask(__name__)


@app.post("/fees")
def fee():
    dog = request.get_json()
    if not isinstance(dog, dict):
        return {"error": "Send an object"}, 400
    if type(dog.get("name")) is not str:
        return {"error": "name must be text"}, 400
    if type(dog.get("age")) is not int:
        return {"error": "age must be a whole number"}, 400
    if type(dog.get("height")) is not int:
        return {"error": "height must be a whole number"}, 400
    return {"dog": dog["name"], "fee": 5 + dog["height"] // 10}
