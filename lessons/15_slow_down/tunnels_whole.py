"""Wind tunnels that have to cool down after a run."""

from math import ceil

from flask import Flask

app = Flask(__name__)
SECONDS_LEFT = {"large": 12.5, "small": 0, "old": None}


@app.post("/tunnels/<name>/runs")
def run(name):
    left = SECONDS_LEFT[name]
    headers = {} if left is None else {"Retry-After": ceil(left)}
    return {"error": "Still too warm"}, 503, headers
