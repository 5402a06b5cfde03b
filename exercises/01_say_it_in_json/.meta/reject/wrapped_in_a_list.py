"""Misconception: A JSON answer is always a list.

Believes: The answer has no field of that name: a list has entries, and no names.
Fails: test_body_is_one_object, test_values_keep_their_types, test_station_name_survives
"""

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
    return jsonify([read_sensors(station)])
