"""Like: gmt_written_behind_local_time"""

from datetime import UTC, datetime, timedelta

from flask import Flask, request

app = Flask(__name__)
app.config["NOW"] = lambda: datetime.now(UTC)

switch = {"on": False, "until": None}
bookings = []

HTTP_DATE = "%a, %d %b %Y %H:%M:%S GMT"


def answer_closed():
    end = switch["until"]
    if end is not None and end > app.config["NOW"]():
        later = (end + timedelta(seconds=1)).strftime(HTTP_DATE)
        return {"error": "Closed.", "estimated_recovery": end.isoformat()}, 503, {"Retry-After": later}
    return {"error": "Closed.", "estimated_recovery": None}, 503


@app.before_request
def refuse_in_maintenance():
    free = request.endpoint in {"set_maintenance", "show_health"} or request.method == "OPTIONS"
    if switch["on"] and not free:
        return answer_closed()


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
