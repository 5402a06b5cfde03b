"""Water temperature of a swimming pool, with a small monitor."""

from flask import Flask

app = Flask(__name__)
seen = {"answers": 0, "alarms": 0}


@app.get("/water")
def water():
    return {"error": "the sensor does not answer"}


@app.after_request
def watch(response):
    seen["answers"] += 1
    if response.status_code >= 500:
        seen["alarms"] += 1
    return response


@app.get("/monitor")
def monitor():
    return dict(seen)
