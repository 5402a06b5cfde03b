"""Like: too_many_requests"""

from datetime import UTC, datetime, timedelta
from math import ceil

from flask import Flask, abort, request

app = Flask(__name__)
app.config["NOW"] = lambda: datetime.now(UTC)

switch = {"on": False, "until": None}
bookings = []


@app.before_request
def maintenance():
    if not switch["on"]:
        return
    if request.method == "OPTIONS" or request.endpoint in ("set_maintenance", "show_health"):
        return
    abort(429)


@app.errorhandler(429)
def wait_a_little(error):
    until, now = switch["until"], app.config["NOW"]()
    if until and until > now:
        seconds = ceil((until - now).total_seconds())
        return {"error": "Wait.", "estimated_recovery": until.isoformat()}, 429, {"Retry-After": seconds}
    return {"error": "Wait.", "estimated_recovery": None}, 429


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
