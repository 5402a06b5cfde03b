"""A pollen forecast that asks a laboratory; the laboratory has a bad week."""

import json

from flask import Flask

app = Flask(__name__)
LAB = {
    "monday": (200, '{"grains": 12}'),
    "tuesday": (200, "<h1>We are moving house</h1>"),
    "wednesday": TimeoutError("no answer within 2 seconds"),
    "thursday": ConnectionRefusedError("nobody listens at 10.0.0.7:8080"),
    "friday": (401, '{"error": "Your key has expired"}'),
    "saturday": (503, '{"error": "The counter is being cleaned"}'),
    "sunday": (404, '{"error": "Nobody counts on Sundays"}'),
}


def ask_lab(day):
    answer = LAB[day]
    if isinstance(answer, Exception):
        raise answer
    return answer


@app.get("/pollen/<any(monday, tuesday, wednesday, thursday, friday, saturday, sunday):day>")
def pollen(day):
    try:
        status, body = ask_lab(day)
    except ConnectionError:
        return {"error": "The laboratory is closed"}, 503
    return json.loads(body), status
