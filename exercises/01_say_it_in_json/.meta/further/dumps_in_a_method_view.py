"""Like: json_text"""

from json import dumps

from flask import Flask, request
from flask.views import MethodView

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


class Reading(MethodView):
    def get(self):
        name = request.args.get("station", "Harbour")
        return dumps(read_sensors(name), ensure_ascii=False)


app.add_url_rule("/reading", view_func=Reading.as_view("reading"))
