"""Readings from the sensors of a river: what Flask refuses for us is said in JSON too."""

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
    reading = request.get_json()
    readings.append(reading)
    return reading
