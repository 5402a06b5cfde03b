"""Misconception: HEAD has no body, so its answer is 204 and has no type.

Believes: GET has nothing to send either, because an answer to HEAD announces what GET would say.
Fails: test_head
"""

from flask import Flask, request

app = Flask(__name__)


def read_sensors(station):
    """Return the latest reading of a station."""
    return {
        "station": station,
        "celsius": 3.5,
        "humidity": 81,
        "raining": False,
        "gust_kmh": None,
    }


@app.get("/reading")
def reading():
    station = request.args.get("station", "Harbour")
    if request.method == "HEAD":
        return "", 204
    return read_sensors(station)
