"""Misconception: A limit is a nuisance where all the sensors are ours.

Believes: It may send as much as it likes.
Fails: test_too_large_body_is_refused, test_refused_readings_are_not_stored
"""

from flask import Flask, request

app = Flask(__name__)

readings = []


@app.errorhandler(400)
@app.errorhandler(413)
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
