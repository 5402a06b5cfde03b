"""Like: planted"""

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


@app.route("/reading")
def reading():
    data = read_sensors(request.args.get("station", "Harbour"))
    res = make_response(repr(data))
    res.status_code = 200
    return res
