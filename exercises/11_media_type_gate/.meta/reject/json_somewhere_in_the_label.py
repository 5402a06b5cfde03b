"""Misconception: A label with json in it is JSON.

Believes: text/json and application/jsonp are read here.
Fails: test_other_media_types_are_unsupported
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
    if "json" not in request.mimetype:
        return {"error": "This is not JSON."}, 415
    reading = request.get_json(force=True)
    readings.append(reading)
    return reading
