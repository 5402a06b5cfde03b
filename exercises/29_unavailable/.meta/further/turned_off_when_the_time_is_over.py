"""Like: opens_by_itself"""

from datetime import UTC, datetime, timedelta
from math import ceil

from flask import Flask, request

app = Flask(__name__)
app.config["NOW"] = lambda: datetime.now(UTC)

switch = {"on": False, "until": None}
bookings = []


@app.before_request
def look_at_the_clock():
    if switch["on"] and switch["until"] and app.config["NOW"]() >= switch["until"]:
        switch["on"] = False


@app.before_request
def refuse_in_maintenance():
    if not switch["on"] or request.method == "OPTIONS":
        return None
    if request.endpoint in ("show_health", "set_maintenance"):
        return None
    if switch["until"] is None:
        return {"error": "We are closed.", "estimated_recovery": None}, 503
    wait = ceil((switch["until"] - app.config["NOW"]()).total_seconds())
    body = {"error": "We are closed.", "estimated_recovery": switch["until"].isoformat()}
    return body, 503, {"Retry-After": wait}


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
