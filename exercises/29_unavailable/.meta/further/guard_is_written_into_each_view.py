"""Like: only_new_bookings_are_refused"""

from datetime import UTC, datetime, timedelta
from math import ceil

from flask import Flask, request

app = Flask(__name__)
app.config["NOW"] = lambda: datetime.now(UTC)

switch = {"on": False, "until": None}
bookings = []


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
    if switch["on"]:
        left = (switch["until"] - app.config["NOW"]()).total_seconds() if switch["until"] else 0
        if left > 0:
            end = switch["until"].isoformat()
            return {"error": "No bookings now.", "estimated_recovery": end}, 503, {"Retry-After": ceil(left)}
        return {"error": "No bookings now.", "estimated_recovery": None}, 503, {"Retry-After": 600}
    bookings.append({"slot": request.get_json()["slot"]})
    return bookings[-1], 201
