"""Like: label_on_a_repr"""

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
    data = read_sensors(station)
    resp = make_response(str(data))
    resp.headers["Content-Type"] = "application/json"
    return resp
