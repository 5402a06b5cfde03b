"""A key for each client and each minute of the clock, counted before the view."""

import os
import time
from http import HTTPStatus
from math import ceil

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


@app.before_request
def limit():
    if request.endpoint != "show_coupon" or request.method == "OPTIONS":
        return None
    now = app.config["CLOCK"]()
    key = f"{request.remote_addr} {int(now // WINDOW)}"
    try:
        with app.config["REDIS"].pipeline() as batch:
            count = batch.incr(key).expire(key, 2 * WINDOW).execute()[0]
    except redis.RedisError:
        return {"error": "Out of order."}, HTTPStatus.SERVICE_UNAVAILABLE, {"Retry-After": 30}
    if count > LIMIT:
        headers = {"Retry-After": ceil(WINDOW - now % WINDOW)}
        return {"error": "Too many guesses.", "limit": LIMIT}, HTTPStatus.TOO_MANY_REQUESTS, headers
    return None


@app.get("/coupons/<code>")
def show_coupon(code):
    percent = app.config["COUPONS"].get(code)
    if percent is None:
        return {"error": f"There is no coupon {code}."}, 404
    return {"coupon": code, "percent": percent}


@app.get("/opening-hours")
def opening_hours():
    return {"from": 17, "to": 23}
