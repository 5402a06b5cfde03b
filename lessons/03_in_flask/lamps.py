"""Lamps of two lighthouses: a miss returns a number."""

from flask import Flask

app = Flask(__name__)
LAMPS = {"pike-point": "on", "red-rock": "off"}


@app.get("/lamps/<name>")
def lamp(name):
    if name not in LAMPS:
        return 404
    return {"lamp": name, "state": LAMPS[name]}
