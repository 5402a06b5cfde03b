"""Sightings of ringed birds: the body is read outside the try."""

from flask import Flask, request

app = Flask(__name__)
LOG = []


@app.post("/sightings")
def report():
    sighting = request.get_json()
    try:
        LOG.append(sighting)
        return {"sightings": len(LOG)}
    except OSError:
        return {"error": "The log cannot be written"}, 500
