"""Sundials of a town: two kinds of error, two handlers."""

from flask import Flask, abort

app = Flask(__name__)
PLACES = {1: "market", 2: "old bridge"}


class Cloudy(Exception):
    """There is no shadow to read."""


@app.errorhandler(404)
def not_found(error):
    return {"error": {"code": "not_found", "message": error.description}}, 404


@app.errorhandler(Cloudy)
def cloudy(error):
    return {"error": {"code": "cloudy", "message": str(error)}}, 503, {"Retry-After": "600"}


@app.get("/sundials/<int:number>/time")
def read(number):
    if number not in PLACES:
        abort(404, f"There is no sundial {number}")
    raise Cloudy(f"Clouds over the {PLACES[number]}")
