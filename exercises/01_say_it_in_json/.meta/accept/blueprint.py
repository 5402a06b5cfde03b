"""A blueprint, and HEAD answered by a branch of its own."""

from flask import Blueprint, Flask, Response, request

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


station_api = Blueprint("station_api", __name__)


@station_api.route("/reading", methods=["GET", "HEAD"])
def reading():
    if request.method == "HEAD":
        return Response(mimetype="application/json")
    return read_sensors(request.args.get("station", "Harbour"))


app.register_blueprint(station_api)
