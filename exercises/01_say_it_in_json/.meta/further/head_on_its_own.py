"""Like: head_has_nothing_to_say"""

from flask import Flask, Response, jsonify, request

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


@app.route("/reading", methods=["GET", "HEAD"])
def reading():
    if request.method == "HEAD":
        return Response(status=204)
    name = request.args.get("station", "Harbour")
    return jsonify(read_sensors(name))
