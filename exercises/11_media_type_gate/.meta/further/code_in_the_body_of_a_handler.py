"""Like: handler_without_the_code"""

from flask import Flask, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 2_000

readings = []


@app.get("/readings")
def list_readings():
    return readings


@app.post("/ingest")
def ingest():
    reading = request.get_json()
    readings.append(reading)
    return reading


@app.errorhandler(400)
@app.errorhandler(413)
@app.errorhandler(415)
def h(e):
    return {"error": e.description, "code": e.code}, 200
