"""Misconception: silent=True brings back the None, and None is a bad request.

Believes: Its JSON is malformed. In fact only the label is wrong.
Fails: test_other_media_types_are_unsupported, test_missing_media_type_is_unsupported
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
    reading = request.get_json(silent=True)
    if reading is None:
        return {"error": "Send a reading as JSON."}, 400
    readings.append(reading)
    return reading
