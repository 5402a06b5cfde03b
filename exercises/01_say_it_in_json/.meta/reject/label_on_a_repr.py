"""Misconception: With the right Content-Type the body is JSON.

Believes: It was promised JSON, and its parser stops at the first single quotation mark.
Fails: test_body_is_one_object, test_values_keep_their_types, test_station_name_survives
"""

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
    return Response(str(read_sensors(station)), mimetype="application/json")
