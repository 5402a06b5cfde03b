"""A machine presses badges. It is switched off at first."""

from flask import Flask, request

app = Flask(__name__)
machine = {"on": False}
answers = {}


def press(text):
    if not machine["on"]:
        return {"error": "The machine is off"}, 503, {"Retry-After": "60"}
    return {"badge": text}, 201


@app.post("/badges")
def order():
    key = request.headers.get("Idempotency-Key")
    if not key:
        return {"error": "Send an Idempotency-Key"}, 400
    if key not in answers:
        answers[key] = press(request.json["text"])
    return answers[key]


@app.put("/machine")
def switch_on():
    machine["on"] = True
    return "", 204
