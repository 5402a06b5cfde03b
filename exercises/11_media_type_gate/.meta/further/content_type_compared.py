"""Like: label_equals_json"""

from flask import Flask, jsonify, request
from werkzeug.exceptions import HTTPException

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 2_000

readings = []


@app.errorhandler(HTTPException)
def as_json(e):
    return jsonify(error=e.description), e.code


@app.get("/readings")
def list_readings():
    return readings


@app.post("/ingest")
def ingest():
    if not request.content_type == "application/json":
        return jsonify(error="wrong content type"), 415
    reading = request.get_json()
    readings.append(reading)
    return reading
