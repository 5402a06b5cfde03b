"""ServiceUnavailable with a date in Retry-After, and a handler that keeps its headers."""

from datetime import UTC, datetime, timedelta

from flask import Flask, request
from werkzeug.exceptions import ServiceUnavailable

app = Flask(__name__)
app.config["NOW"] = lambda: datetime.now(UTC)

switch = {"on": False, "until": None}
bookings = []


class Closed(ServiceUnavailable):
    description = "The museum moves its storage."

    @property
    def end(self):
        return self.retry_after.isoformat(timespec="minutes") if self.retry_after else None


@app.errorhandler(Closed)
def answer_closed(error):
    response = error.get_response()
    response.data = app.json.dumps({"error": error.description, "estimated_recovery": error.end})
    response.content_type = "application/json"
    return response


@app.before_request
def refuse_in_maintenance():
    if request.method == "OPTIONS" or request.path in ("/health", "/maintenance"):
        return
    if switch["on"]:
        until = switch["until"]
        raise Closed(retry_after=until if until and until > app.config["NOW"]() else None)


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
