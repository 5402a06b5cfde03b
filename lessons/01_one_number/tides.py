"""Tide tables of a small harbour."""

from flask import Flask

app = Flask(__name__)
TIDES = {"north-pier": {"high": "06:42", "low": "12:55"}}


@app.get("/tides/<place>")
def tide(place):
    if place not in TIDES:
        return {"error": f"no tide table for {place}"}, 404
    return TIDES[place]
