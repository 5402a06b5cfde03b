"""A flock of sheep, found by ear tag."""

from flask import Flask, request

app = Flask(__name__)
FLOCK = {"a7": "Clover", "b2": "Nettle"}
PENS = {"Clover": "north"}


@app.errorhandler(KeyError)
def unknown(error):
    return {"error": "There is no such sheep"}, 404


@app.get("/sheep")
def sheep():
    return {"name": FLOCK[request.args["tag"]]}


@app.get("/pens")
def pen():
    name = FLOCK[request.args["tag"]]
    return {"name": name, "pen": PENS[name]}
