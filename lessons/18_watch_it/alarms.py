"""Three hours of a shop in numbers, and a rule that decides when the phone rings."""

from flask import Flask

app = Flask(__name__)
HOURS = {
    "03:00": {"answers": 20, "server_errors": 9},
    "12:00": {"answers": 90_000, "server_errors": 60},
    "18:00": {"answers": 0, "server_errors": 0},
}


def rings(hour):
    return hour["server_errors"] > 50


@app.get("/alarms")
def alarms():
    return [time for time, hour in HOURS.items() if rings(hour)]
