"""Misconception: The reading printed in the task is the only reading.

Believes: Every station is the one in the harbour, whichever it asked for.
Fails: test_station_name_survives
"""

from flask import Flask

app = Flask(__name__)


@app.get("/reading")
def reading():
    return {"station": "Harbour", "celsius": 3.5, "humidity": 81, "raining": False, "gust_kmh": None}
