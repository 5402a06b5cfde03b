"""Misconception: Flask refuses what is too large, so nothing is left to do.

Believes: It was refused, and the reason stands in a page of HTML that its display cannot show.
Fails: test_too_large_body_is_refused
"""

from flask import Flask, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 2_000

readings = []


@app.errorhandler(400)
@app.errorhandler(415)
def refused(error):
    return {"error": error.description}, error.code


@app.get("/readings")
def list_readings():
    return readings


@app.post("/ingest")
def ingest():
    reading = request.get_json()
    readings.append(reading)
    return reading
