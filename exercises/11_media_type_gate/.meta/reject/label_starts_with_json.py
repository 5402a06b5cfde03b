"""Misconception: A label that begins with application/json is JSON.

Believes: Types such as application/jsonp are read here, and JSON whose label is in capitals is not.
Fails: test_parameters_and_case_do_not_matter, test_types_made_of_json_are_accepted, test_other_media_types_are_unsupported
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
    if not request.headers.get("Content-Type", "").startswith("application/json"):
        return {"error": "Content-Type must be application/json."}, 415
    reading = request.get_json(force=True)
    readings.append(reading)
    return reading
