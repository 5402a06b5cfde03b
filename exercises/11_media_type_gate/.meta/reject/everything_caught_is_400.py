"""Misconception: Whatever goes wrong while a body is read, the body is bad.

Believes: Its JSON is malformed. In fact the label is wrong, or the body is too large.
Fails: test_other_media_types_are_unsupported, test_missing_media_type_is_unsupported, test_too_large_body_is_refused
"""

from flask import Flask, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 2_000

readings = []


@app.get("/readings")
def list_readings():
    return readings


@app.post("/ingest")
def ingest():
    try:
        reading = request.get_json()
    except Exception:
        return {"error": "Send a reading as JSON."}, 400
    readings.append(reading)
    return reading
