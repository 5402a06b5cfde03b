"""Misconception: With silent=True and a default nothing can go wrong.

Believes: Its reading was stored. In fact what is stored is empty.
Fails: test_other_media_types_are_unsupported, test_missing_media_type_is_unsupported, test_broken_json_is_a_bad_request, test_empty_body_is_a_bad_request, test_bytes_that_are_not_utf_8_are_a_bad_request, test_refused_readings_are_not_stored
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
    reading = request.get_json(silent=True) or {}
    readings.append(reading)
    return reading
