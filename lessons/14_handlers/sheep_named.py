"""A flock of sheep, with a name of its own for the sheep that is not there."""

from flask import Flask, request

app = Flask(__name__)
FLOCK = {"a7": "Clover", "b2": "Nettle"}


class NoSuchSheep(Exception):
    """No sheep of the flock has this tag."""


@app.errorhandler(NoSuchSheep)
def unknown(error):
    return {"error": "There is no such sheep"}, 404


@app.get("/sheep")
def sheep():
    tag = request.args["tag"]
    if tag not in FLOCK:
        raise NoSuchSheep(tag)
    return {"name": FLOCK[tag]}
