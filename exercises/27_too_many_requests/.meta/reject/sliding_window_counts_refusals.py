"""Misconception: A sliding window counts every request, also the refused ones.

Believes: It is refused as long as it asks, whatever Retry-After says.
Fails: test_retry_after_is_true, test_asking_again_costs_nothing
"""

import os
import time
from math import ceil
from uuid import uuid4

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


def count_request(key):
    now = app.config["CLOCK"]()
    with app.config["REDIS"].pipeline() as batch:
        batch.zremrangebyscore(key, 0, now - WINDOW)
        batch.zadd(key, {uuid4().hex: now})
        batch.zcard(key)
        batch.zrange(key, 0, 0, withscores=True)
        batch.expire(key, WINDOW)
        _, _, count, oldest, _ = batch.execute()
    return count, ceil(oldest[0][1] + WINDOW - now)


@app.get("/coupons/<code>")
def show_coupon(code):
    try:
        count, left = count_request(f"coupons:{request.remote_addr}")
    except redis.RedisError:
        app.logger.exception("The store does not answer")
        return {"error": "Coupons cannot be checked at the moment."}, 503
    if count > LIMIT:
        return {"error": "Too many requests."}, 429, {"Retry-After": max(left, 1)}
    percent = app.config["COUPONS"].get(code)
    if percent is None:
        return {"error": f"There is no coupon {code}."}, 404
    return {"coupon": code, "percent": percent}


@app.get("/opening-hours")
def opening_hours():
    return {"from": 17, "to": 23}
