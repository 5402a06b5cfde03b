"""A converter of one's own, which lets only known shapes of id in."""

from flask import Flask
from werkzeug.routing import BaseConverter

app = Flask(__name__)

STOPS = {
    3: "Mill Gate",
    7: "Old Harbour",
    12: "Botanical Garden",
    108: "Depot",
}


class StopId(BaseConverter):
    regex = "[0-9]{1,15}"

    def to_python(self, value):
        return int(value)


app.url_map.converters["stop"] = StopId


@app.get("/stops/<stop:number>")
def show_stop(number):
    name = STOPS.get(number)
    if name is None:
        return {"error": f"unknown stop: {number}"}, 404
    return {"id": number, "name": name}, 200
