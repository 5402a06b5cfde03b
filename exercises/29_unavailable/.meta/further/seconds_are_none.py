"""Like: none_for_unknown"""

from datetime import UTC, datetime, timedelta
from math import ceil

from flask import Flask, jsonify, request

app = Flask(__name__)
app.config["NOW"] = lambda: datetime.now(UTC)

switch = {"on": False, "until": None}
bookings = []


@app.before_request
def refuse_in_maintenance():
    if request.endpoint in ("set_maintenance", "show_health") or request.method == "OPTIONS":
        return
    if not switch["on"]:
        return
    seconds, recovery = None, None
    if switch["until"] and switch["until"] > app.config["NOW"]():
        seconds = ceil((switch["until"] - app.config["NOW"]()).total_seconds())
        recovery = switch["until"].isoformat()
    response = jsonify({"error": "The museum is closed.", "estimated_recovery": recovery})
    response.status_code = 503
    response.headers["Retry-After"] = str(seconds)
    return response


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
