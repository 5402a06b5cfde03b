"""Misconception: A text that is valid JSON is labelled as JSON by itself.

Believes: It got a web page; a client that trusts the label shows the text or gives up, and never parses it.
Fails: test_label_is_json
"""

import json

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
    return json.dumps(read_sensors(station))
