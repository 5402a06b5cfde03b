"""Like: only_application_json"""

from flask import Flask, abort, jsonify, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 2000

readings = []


@app.errorhandler(400)
def handle_400(err):
    return jsonify({"error": str(err.description)}), 400


@app.errorhandler(413)
def handle_413(err):
    return jsonify({"error": "max 2000 bytes"}), 413


@app.errorhandler(415)
def handle_415(err):
    return jsonify({"error": "please send application/json"}), 415


@app.get("/readings")
def list_readings():
    return jsonify(readings)


@app.post("/ingest")
def ingest():
    if request.mimetype.lower() != "application/json":
        abort(415)
    reading = request.get_json()
    readings.append(reading)
    return jsonify(reading)
