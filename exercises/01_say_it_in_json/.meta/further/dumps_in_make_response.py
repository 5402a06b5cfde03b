"""Like: json_text"""

import json

from flask import Flask, make_response, request

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
    payload = json.dumps(read_sensors(station), indent=2)
    response = make_response(payload, 200)
    response.headers["X-Content"] = "json"
    return response
