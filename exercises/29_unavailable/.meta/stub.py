"""Bookings of a museum, with a switch for maintenance. Run it: flask --app exercises/29_unavailable/app run"""

from datetime import UTC, datetime, timedelta

from flask import Flask, request

app = Flask(__name__)
app.config["NOW"] = lambda: datetime.now(UTC)

switch = {"on": False, "until": None}
bookings = []


@app.before_request
def refuse_in_maintenance():
    if switch["on"]:
        left = switch["until"] - app.config["NOW"]()
        body = {"error": "We are closed.", "estimated_recovery": switch["until"].strftime("%Y-%m-%d %H:%M")}
        return body, 500, {"Retry-After": left.total_seconds()}


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
