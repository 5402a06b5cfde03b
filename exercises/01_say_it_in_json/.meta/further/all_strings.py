"""Like: values_as_text"""

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
    r = read_sensors(request.args.get("station", "Harbour"))
    return jsonify(
        station=r["station"],
        celsius=str(r["celsius"]),
        humidity=str(r["humidity"]),
        raining=str(r["raining"]).lower(),
        gust_kmh=str(r["gust_kmh"]),
    )
