"""Misconception: A fresh reading is something new, so the answer is 201.

Believes: Its question created something on the server.
Fails: test_reading_is_answered_200, test_station_name_survives, test_head
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
    return read_sensors(station), 201
