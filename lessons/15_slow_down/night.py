"""A rain radar that rests until six in the morning, and phones whose clocks differ."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime

from flask import Flask

radar = Flask("radar")
app = Flask(__name__)
TRUE_TIME = datetime(2031, 3, 4, 5, 58, tzinfo=UTC)
SIX = datetime(2031, 3, 4, 6, 0, tzinfo=UTC)


@radar.get("/rain")
def rain():
    return {"error": "Resting"}, 503, {"Retry-After": format_datetime(SIX, usegmt=True)}


def seconds_to_wait(value, now):
    if value.isdecimal():
        return int(value)
    return max(0, int((parsedate_to_datetime(value) - now).total_seconds()))


@app.get("/umbrella/<int:minutes_fast>")
def umbrella(minutes_fast):
    value = radar.test_client().get("/rain").headers["Retry-After"]
    phone_time = TRUE_TIME + timedelta(minutes=minutes_fast)
    return {"retry_after": value, "waits": seconds_to_wait(value, phone_time)}
