"""Misconception: Everything on the wire is text, so every value must become text first.

Believes: The temperature is a word, and it is raining: the text "False" is not empty, so it counts as true.
Fails: test_values_keep_their_types
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
    return {field: str(value) for field, value in read_sensors(station).items()}
