"""Like: limit_in_characters"""

from flask import Flask, jsonify, request
from werkzeug.exceptions import HTTPException

app = Flask(__name__)
readings = []


@app.errorhandler(HTTPException)
def refused(e):
    return jsonify(error=e.description), e.code


@app.get("/readings")
def list_readings():
    return jsonify(readings)


@app.post("/ingest")
def ingest():
    text = request.get_data(as_text=True)
    if len(text) > 2000:
        return jsonify(error="too large"), 413
    reading = request.get_json()
    readings.append(reading)
    return jsonify(reading)
