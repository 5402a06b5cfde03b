"""Like: encoded_twice"""

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
    name = request.args.get("station", "Harbour")
    data = json.dumps(read_sensors(name), ensure_ascii=False)
    response = jsonify(data)
    return response, 200
