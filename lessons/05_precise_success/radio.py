"""A radio: its volume, and the stations that it has stored."""

from flask import Flask

app = Flask(__name__)
radio = {"volume": 3}
stations = []


@app.put("/volume/<int:level>")
def volume(level):
    radio["volume"] = level
    return ""


@app.get("/stations")
def stored():
    return stations
