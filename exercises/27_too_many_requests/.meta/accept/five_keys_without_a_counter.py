"""The coupons of a pizzeria. Run it: flask --app exercises/27_too_many_requests/app run"""

import os
import time

import fakeredis
import redis
from flask import Flask, request

app = Flask(__name__)
URL = os.environ.get("COURSE_REDIS_URL")
app.config["REDIS"] = redis.Redis.from_url(URL) if URL else fakeredis.FakeRedis()
app.config["CLOCK"] = time.time
app.config["COUPONS"] = {"BASIL10": 10, "OREGANO20": 20}

LIMIT = 5
WINDOW = 60


def seconds_until_free(store, address):
    """Five keys for each client, each free again after a minute: a sliding window without a counter."""
    slots = [f"slot:{address}:{number}" for number in range(LIMIT)]
    for slot in slots:
        if store.set(slot, 1, nx=True, ex=WINDOW):
            return 0
    left = [store.ttl(slot) for slot in slots]
    return min(WINDOW, max(1, min(left)))


@app.before_request
def slow_down():
    if request.endpoint != "show_coupon" or request.method == "OPTIONS":
        return None
    try:
        wait = seconds_until_free(app.config["REDIS"], request.remote_addr)
    except redis.RedisError:
        return None
    if wait:
        return {"error": "Slow down.", "retry_after": wait}, 429, {"Retry-After": wait}


@app.get("/coupons/<code>")
def show_coupon(code):
    percent = app.config["COUPONS"].get(code)
    if percent is None:
        return {"error": f"There is no coupon {code}."}, 404
    return {"coupon": code, "percent": percent}


@app.get("/opening-hours")
def opening_hours():
    return {"from": 17, "to": 23}
