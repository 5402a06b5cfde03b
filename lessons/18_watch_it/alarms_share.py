"""Three hours of a shop in numbers, and a rule that looks at shares and at silence."""

from flask import Flask

app = Flask(__name__)
HOURS = {
    "03:00": {"answers": 20, "server_errors": 9},
    "12:00": {"answers": 90_000, "server_errors": 60},
    "18:00": {"answers": 0, "server_errors": 0},
}


def rings(hour):
    if hour["answers"] == 0:
        return True
    share = hour["server_errors"] / hour["answers"]
    return hour["answers"] >= 10 and share > 0.05


@app.get("/alarms")
def alarms():
    return [time for time, hour in HOURS.items() if rings(hour)]
