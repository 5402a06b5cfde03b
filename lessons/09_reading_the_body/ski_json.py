"""Ski slopes, as JSON and nothing else."""

from flask import Flask

app = Flask(__name__)


@app.get("/slopes")
def slopes():
    return [{"slope": "Blue Bear", "open": True}]
