"""Misconception: jsonify needs JSON text to work on.

Believes: The whole answer is one long text; there is no field to read in it.
Fails: test_body_is_one_object, test_values_keep_their_types, test_station_name_survives
"""

import json

from flask import Flask, jsonify, request

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
    return jsonify(json.dumps(read_sensors(station)))
