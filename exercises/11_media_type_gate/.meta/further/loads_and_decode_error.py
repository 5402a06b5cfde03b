"""Like: only_jsondecodeerror_is_caught"""

import json

from flask import Flask, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 2_000

readings = []


@app.get("/readings")
def list_readings():
    return readings


@app.errorhandler(413)
def refuse(error):
    return {"error": error.description}, error.code


@app.post("/ingest")
def ingest():
    if not request.is_json:
        return {"error": "not JSON"}, 415
    try:
        reading = json.loads(request.get_data())
    except json.JSONDecodeError:
        return {"error": "broken"}, 400
    readings.append(reading)
    return reading
