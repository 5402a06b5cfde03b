"""Like: z_behind_local_time"""

from datetime import UTC, datetime, timedelta
from math import ceil

from flask import Flask, request

app = Flask(__name__)
app.config["NOW"] = lambda: datetime.now(UTC)

OPEN_IN_MAINTENANCE = {"set_maintenance", "show_health"}
SOME_TIME = 300

switch = {"on": False, "until": None}
bookings = []


@app.before_request
def refuse_in_maintenance():
    if not switch["on"] or request.method == "OPTIONS" or request.endpoint in OPEN_IN_MAINTENANCE:
        return None
    body = {"error": "We are closed for maintenance.", "estimated_recovery": None}
    left = (switch["until"] - app.config["NOW"]()).total_seconds() if switch["until"] else 0
    if left <= 0:
        return body, 503, {"Retry-After": SOME_TIME}
    body["estimated_recovery"] = switch["until"].strftime("%Y-%m-%dT%H:%M:%SZ")
    return body, 503, {"Retry-After": ceil(left)}


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
