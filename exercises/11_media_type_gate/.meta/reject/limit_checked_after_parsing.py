"""Misconception: The size is one more property of a reading, to be looked at in the end.

Believes: Its JSON is broken, so it looks for a missing comma. In fact the body is too large.
Fails: test_too_large_body_is_refused
"""

from flask import Flask, abort, request

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
    if len(request.get_data()) > 2_000:
        abort(413)
    readings.append(reading)
    return reading
