"""Misconception: force=True lets get_json work for every client.

Believes: Any label will do: that of a form, that of a picture, or none at all.
Fails: test_other_media_types_are_unsupported, test_missing_media_type_is_unsupported, test_refused_readings_are_not_stored
"""

from flask import Flask, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 2_000

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
    reading = request.get_json(force=True)
    readings.append(reading)
    return reading
