"""Readings from the sensors of a river. Run it: flask --app exercises/11_media_type_gate/app run"""

from flask import Flask, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 2_000

readings = []


@app.get("/readings")
def list_readings():
    return readings


@app.post("/ingest")
def ingest():
    reading = request.json
    if reading is None:
        return {"error": "Send a reading as JSON."}, 400
    readings.append(reading)
    return reading
