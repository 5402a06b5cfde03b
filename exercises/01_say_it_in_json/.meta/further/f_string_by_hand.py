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


@app.get("/reading")
def reading():
    r = read_sensors(request.args.get("station", "Harbour"))
    text = (
        f'{{"station": "{r["station"]}", "celsius": {r["celsius"]}, '
        f'"humidity": {r["humidity"]}, "raining": false, "gust_kmh": null}}'
    )
    return app.response_class(text, content_type="application/json")
