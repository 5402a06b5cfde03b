"""Like: json_by_hand"""

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


def to_json(data):
    text = str(data)
    for python, js in (("'", '"'), ("None", "null"), ("False", "false"), ("True", "true")):
        text = text.replace(python, js)
    return text


@app.get("/reading")
def reading():
    station = request.args.get("station", "Harbour")
    return to_json(read_sensors(station)), 200, {"Content-Type": "application/json"}
