"""Wind tunnels that have to cool down after a run."""

from flask import Flask

app = Flask(__name__)
SECONDS_LEFT = {"large": 12.5, "small": 0, "old": None}


@app.post("/tunnels/<name>/runs")
def run(name):
    return {"error": "Still too warm"}, 503, {"Retry-After": SECONDS_LEFT[name]}
