"""Misconception: A dict with its quotation marks swapped is JSON.

Believes: It was promised JSON, and its parser stops at False and None, which are Python's words.
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
    text = str(read_sensors(station)).replace("'", '"')
    return Response(text, mimetype="application/json")
