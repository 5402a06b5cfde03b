"""Misconception: JSON can be put together like any other text.

Believes: The answer for a station with a quotation mark in its name is broken; the board goes dark for it.
Fails: test_station_name_survives
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
    values = read_sensors(station)
    body = '{"station": "%s", "celsius": %s, "humidity": %s, "raining": false, "gust_kmh": null}'
    body %= (values["station"], values["celsius"], values["humidity"])
    return Response(body, mimetype="application/json")
