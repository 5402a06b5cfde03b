"""A rain radar that is asked too often, and a phone that wants to know about umbrellas."""

from flask import Flask

radar = Flask("radar")
app = Flask(__name__)


@radar.get("/rain")
def rain():
    return {"error": "Too many requests", "retry_after": 30}, 429, {"Retry-After": 30}


def seconds_to_wait(answer):
    value = answer.headers.get("Retry-After", "")
    return int(value) if value.isdecimal() else 1


@app.get("/umbrella")
def umbrella():
    answer = radar.test_client().get("/rain")
    return {"code": answer.status_code, "waits": seconds_to_wait(answer)}
