"""Misconception: A byte that is no text can be replaced by a substitute character.

Believes: Its reading was stored under the name that it sent. In fact it stands there under another.
Fails: test_bytes_that_are_not_utf_8_are_a_bad_request, test_refused_readings_are_not_stored
"""

from json import loads

from flask import Flask, abort, request

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
    if not request.is_json:
        abort(415)
    try:
        reading = loads(request.get_data(as_text=True))
    except ValueError:
        abort(400, "This is not JSON.")
    readings.append(reading)
    return reading
