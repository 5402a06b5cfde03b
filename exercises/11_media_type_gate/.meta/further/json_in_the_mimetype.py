"""Like: json_somewhere_in_the_label"""

from flask import Flask, abort, jsonify, request
from werkzeug.exceptions import HTTPException

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 2_000
readings = []


@app.errorhandler(HTTPException)
def refused(e):
    return jsonify(error=e.description), e.code


@app.get("/readings")
def list_readings():
    return jsonify(readings)


@app.post("/ingest")
def ingest():
    if "json" not in (request.content_type or "").lower():
        abort(415)
    reading = request.get_json(force=True)
    readings.append(reading)
    return jsonify(reading), 200
