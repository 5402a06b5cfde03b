"""Like: new_thing_made"""

from http import HTTPStatus

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
    station = request.args.get("station", default="Harbour")
    new_reading = read_sensors(station)
    return jsonify(new_reading), HTTPStatus.CREATED
