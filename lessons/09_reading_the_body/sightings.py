"""Sightings of ringed birds: everything stands in one try."""

from flask import Flask, request

app = Flask(__name__)
LOG = []


@app.post("/sightings")
def report():
    try:
        LOG.append(request.get_json())
        return {"sightings": len(LOG)}
    except Exception:
        return {"error": "The log cannot be written"}, 500
