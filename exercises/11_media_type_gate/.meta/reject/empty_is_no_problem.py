"""Misconception: Where there is no body, there is no error.

Believes: Its reading was stored, although it sent none.
Fails: test_empty_body_is_a_bad_request, test_refused_readings_are_not_stored
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
    if not request.get_data():
        readings.append({})
        return {}
    reading = request.get_json()
    readings.append(reading)
    return reading
