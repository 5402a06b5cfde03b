"""Only the views that need the storage are guarded, by a decorator; moments are kept in UTC."""

from datetime import UTC, datetime, timedelta
from functools import wraps
from http import HTTPStatus

from flask import Flask, jsonify, make_response, request
from werkzeug.http import http_date

app = Flask(__name__)
app.config["NOW"] = lambda: datetime.now(UTC)
app.config["CLOSED"] = False
app.config["END"] = None
bookings = []


def now():
    return app.config["NOW"]().astimezone(UTC)


def closed():
    end = app.config["END"]
    known = end is not None and end > now()
    recovery = end.strftime("%Y-%m-%dT%H:%M:%SZ") if known else None
    response = make_response(jsonify(error="Closed.", estimated_recovery=recovery, maintenance=True))
    response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
    response.headers["Retry-After"] = http_date(end if known else now() + timedelta(minutes=10))
    return response


def needs_storage(view):
    @wraps(view)
    def guarded(*args, **kwargs):
        return closed() if app.config["CLOSED"] else view(*args, **kwargs)

    return guarded


@app.route("/maintenance", methods=["PUT"])
def set_maintenance():
    wanted = request.json
    minutes = wanted.get("minutes")
    app.config.update(CLOSED=wanted["on"], END=now() + timedelta(minutes=minutes) if minutes else None)
    return jsonify(on=wanted["on"])


@app.route("/health")
def show_health():
    return jsonify(status="maintenance" if app.config["CLOSED"] else "ok")


@app.route("/bookings")
@needs_storage
def list_bookings():
    return jsonify(bookings)


@app.route("/bookings", methods=["POST"])
@needs_storage
def add_booking():
    booking = {"slot": request.json["slot"]}
    bookings.append(booking)
    return jsonify(booking), HTTPStatus.CREATED
