"""Like: seconds_with_a_fraction"""

from datetime import UTC, datetime, timedelta

from flask import Flask, abort, jsonify, make_response, request

app = Flask(__name__)
app.config["NOW"] = lambda: datetime.now(UTC)

switch = {"on": False, "until": None}
bookings = []


@app.before_request
def closed_for_now():
    if request.path in ("/health", "/maintenance") or request.method == "OPTIONS":
        return
    if switch["on"]:
        rest = switch["until"] - app.config["NOW"]() if switch["until"] else timedelta(0)
        if rest > timedelta(0):
            response = jsonify(
                error="Please come back later.", estimated_recovery=switch["until"].isoformat()
            )
            response.headers["Retry-After"] = str(rest.total_seconds())
        else:
            response = jsonify(error="Please come back later.", estimated_recovery=None)
        abort(make_response(response, 503))


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
