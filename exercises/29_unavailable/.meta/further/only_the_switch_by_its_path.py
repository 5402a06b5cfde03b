"""Like: health_closed_too"""

from datetime import UTC, datetime, timedelta

from flask import Flask, jsonify, request

app = Flask(__name__)
app.config["NOW"] = lambda: datetime.now(UTC)

switch = {"on": False, "until": None}
bookings = []


def seconds_left():
    if switch["until"] is None:
        return 0
    return int((switch["until"] - app.config["NOW"]()).total_seconds() + 1)


@app.before_request
def refuse_in_maintenance():
    if request.method == "OPTIONS" or request.path.startswith("/maintenance"):
        return None
    if switch["on"]:
        seconds = seconds_left()
        if seconds > 1:
            moment = switch["until"].isoformat()
            return jsonify(error="closed", estimated_recovery=moment), 503, {"Retry-After": str(seconds)}
        return jsonify(error="closed", estimated_recovery=None), 503
    return None


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
