"""A painter takes orders; a portrait is ready after some weeks."""

from flask import Flask

app = Flask(__name__)
ready = {}


@app.post("/portraits")
def order():
    return {"portrait": "/portraits/7"}


@app.get("/portraits/<int:number>")
def portrait(number):
    if number not in ready:
        return {"error": "There is no such portrait"}, 404
    return ready[number]
