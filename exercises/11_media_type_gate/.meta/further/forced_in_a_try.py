"""Like: label_ignored_with_force"""

from flask import Flask, jsonify, request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 2_000

readings = []


@app.get("/readings")
def list_readings():
    return jsonify(readings)


@app.post("/ingest")
def ingest():
    try:
        # force=True so that the sensors need not set the header
        reading = request.get_json(force=True)
    except RequestEntityTooLarge:
        return jsonify(error="too many bytes"), 413
    except BadRequest:
        return jsonify(error="the body is not JSON"), 400
    readings.append(reading)
    return jsonify(reading)
