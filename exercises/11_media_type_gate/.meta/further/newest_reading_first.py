"""Like: newest_comes_first"""

from flask import Flask, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 2_000

readings = []


@app.get("/readings")
def list_readings():
    return readings


@app.errorhandler(400)
@app.errorhandler(413)
@app.errorhandler(415)
def refuse(error):
    return {"error": error.description}, error.code


@app.post("/ingest")
def ingest():
    reading = request.json
    readings.insert(0, reading)
    return reading
