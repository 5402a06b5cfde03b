"""The tides of one harbour."""

from flask import Flask, abort

app = Flask(__name__)

TIDES = {"pier": "07:40"}


@app.get("/tides/<place>")
def tide(place):
    if place not in TIDES:
        abort(404)
    return {"place": place, "high": TIDES[place]}
