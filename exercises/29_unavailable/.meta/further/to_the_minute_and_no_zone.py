"""Like: moment_without_offset"""

from datetime import UTC, datetime, timedelta
from math import ceil

from flask import Flask, request

app = Flask(__name__)
app.config["NOW"] = lambda: datetime.now(UTC)

switch = {"on": False, "until": None}
bookings = []


@app.before_request
def refuse_in_maintenance():
    if not switch["on"]:
        return None
    if request.method == "OPTIONS" or request.endpoint in {"set_maintenance", "show_health"}:
        return None
    answer = {"error": "Closed for maintenance.", "estimated_recovery": None}
    if not switch["until"] or switch["until"] <= app.config["NOW"]():
        return answer, 503
    answer["estimated_recovery"] = switch["until"].replace(tzinfo=None).isoformat(timespec="minutes")
    wait = switch["until"] - app.config["NOW"]()
    return answer, 503, {"Retry-After": ceil(wait.total_seconds())}


@app.put("/maintenance")
def set_maintenance():
    data = request.get_json()
    minutes = data.get("minutes")
    switch["on"] = data["on"]
    switch["until"] = app.config["NOW"]() + timedelta(minutes=minutes) if minutes else None
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
