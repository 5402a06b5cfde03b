"""Misconception: The error handler of one code speaks for all codes.

Believes: It was refused, and what is wrong with its label or its size stands in a page of HTML that it
cannot read.
Fails: test_other_media_types_are_unsupported, test_missing_media_type_is_unsupported, test_too_large_body_is_refused
"""

from flask import Flask, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 2_000

readings = []


@app.errorhandler(400)
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
