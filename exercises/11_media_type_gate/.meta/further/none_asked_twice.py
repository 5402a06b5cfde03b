"""Like: planted"""

from flask import Flask, jsonify, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 2_000

all_readings = []


@app.route("/readings", methods=["GET"])
def readings():
    return jsonify(all_readings)


@app.route("/ingest", methods=["POST"])
def ingest():
    data = request.get_json()
    if data is None and request.content_type is None:
        return jsonify({"error": "Content-Type is missing"}), 415
    if data is None:
        return jsonify({"error": "Not JSON"}), 400
    all_readings.append(data)
    return jsonify(data), 200
