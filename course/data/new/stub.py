"""The tides of one harbour."""

from flask import Flask

app = Flask(__name__)

TIDES = {"pier": "07:40"}


@app.get("/tides/<place>")
def tide(place):
    return {"place": place, "high": TIDES.get(place)}
