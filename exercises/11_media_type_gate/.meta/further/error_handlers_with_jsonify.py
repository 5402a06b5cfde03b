"""Like: handler_without_the_code"""

from flask import Flask, jsonify, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 2_000

readings = []


@app.errorhandler(400)
def bad_request(e):
    return jsonify(error="bad request")


@app.errorhandler(415)
def unsupported(e):
    return jsonify(error="unsupported media type")


@app.errorhandler(413)
def too_large(e):
    return jsonify(error="too large")


@app.get("/readings")
def list_readings():
    return readings


@app.post("/ingest")
def ingest():
    reading = request.json
    readings.append(reading)
    return reading
