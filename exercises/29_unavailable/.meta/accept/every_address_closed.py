"""An own exception for the whole house: a wrong address is 503 as well."""

import math
from datetime import UTC, datetime, timedelta

from flask import Flask, abort, jsonify, request

app = Flask(__name__)
app.config["NOW"] = lambda: datetime.now(UTC)

switch = {"on": False, "until": None}
bookings = []


def seconds_left():
    until = switch["until"]
    if until is None:
        return None
    seconds = math.ceil((until - app.config["NOW"]()) / timedelta(seconds=1))
    return seconds if seconds > 0 else None


@app.before_request
def refuse_in_maintenance():
    match (switch["on"], request.method, request.path):
        case (False, _, _) | (_, "OPTIONS", _) | (_, _, "/health" | "/maintenance"):
            return
    seconds = seconds_left()
    end = switch["until"].astimezone(UTC).isoformat() if seconds else None
    response = jsonify(error=f"Closed. Come back in {seconds or 'some'} seconds.", estimated_recovery=end)
    response.status_code = 503
    response.retry_after = seconds or 60
    abort(response)


@app.put("/maintenance")
def set_maintenance():
    data = request.get_json()
    minutes = data.get("minutes")
    switch.update(on=data["on"], until=app.config["NOW"]() + timedelta(minutes=minutes) if minutes else None)
    return {"on": switch["on"]}


@app.get("/health")
def show_health():
    return {"status": "ok"}


@app.get("/bookings")
def list_bookings():
    return bookings


@app.post("/bookings")
def add_booking():
    bookings.append({"slot": request.get_json()["slot"]})
    return bookings[-1], 201
