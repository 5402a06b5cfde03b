"""A response object, written by hand."""

import json
from http import HTTPStatus

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
    body = json.dumps(read_sensors(station), ensure_ascii=False, indent=2)
    return Response(body, status=HTTPStatus.OK, mimetype="application/json")
