"""Misconception: Any media type that fits a little is good enough for JSON.

Believes: The label promises another format than JSON, so it runs no JSON parser.
Fails: test_label_is_json
"""

import json

from flask import Flask, Response, request

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
    return Response(json.dumps(read_sensors(station)), mimetype="text/json")
