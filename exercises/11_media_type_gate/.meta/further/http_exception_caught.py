"""Like: everything_caught_is_400"""

from flask import Flask, request
from werkzeug.exceptions import HTTPException

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 2_000

readings = []


def error(message, status=400):
    return {"error": message}, status


@app.get("/readings")
def list_readings():
    return readings


@app.post("/ingest")
def ingest():
    try:
        reading = request.json
    except HTTPException as e:
        return error(e.description)
    readings.append(reading)
    return reading, 200
