"""Wind tunnels that have to cool down after a run."""

from flask import Flask
from werkzeug.exceptions import ServiceUnavailable

app = Flask(__name__)
SECONDS_LEFT = {"large": 12.5, "small": 0, "old": None}


@app.post("/tunnels/<name>/runs")
def run(name):
    raise ServiceUnavailable("Still too warm", retry_after=SECONDS_LEFT[name])
