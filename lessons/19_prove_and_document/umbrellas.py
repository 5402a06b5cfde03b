"""A station lends umbrellas."""

from flask import Flask, request

app = Flask(__name__)
umbrellas = {1: None, 2: "out"}


@app.put("/umbrellas/<int:number>")
def lend(number):
    if number not in umbrellas:
        return {"error": "We have no such umbrella"}, 404
    if umbrellas[number]:
        return {"error": "Somebody has it, out in the rain"}, 409
    umbrellas[number] = request.json
    return {"number": number}
