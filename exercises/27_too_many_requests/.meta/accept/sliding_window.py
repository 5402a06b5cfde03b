"""A sliding window: the moments of the last requests, in a sorted set."""

import os
import time
from math import ceil
from uuid import uuid4

import fakeredis
import redis
from flask import Flask, abort, request
from werkzeug.exceptions import TooManyRequests

app = Flask(__name__)
URL = os.environ.get("COURSE_REDIS_URL")
app.config["REDIS"] = redis.Redis.from_url(URL) if URL else fakeredis.FakeRedis()
app.config["CLOCK"] = time.time
app.config["COUPONS"] = {"BASIL10": 10, "OREGANO20": 20}

LIMIT = 5
WINDOW = 60


def seconds_to_wait(key):
    store, now, member = app.config["REDIS"], app.config["CLOCK"](), uuid4().hex
    with store.pipeline() as batch:
        batch.zremrangebyscore(key, 0, now - WINDOW)
        batch.zadd(key, {member: now})
        batch.zcard(key)
        batch.zrange(key, 0, 0, withscores=True)
        batch.expire(key, WINDOW)
        _, _, count, oldest, _ = batch.execute()
    if count <= LIMIT:
        return 0
    store.zrem(key, member)
    return max(1, ceil(oldest[0][1] + WINDOW - now))


@app.get("/coupons/<code>")
def show_coupon(code):
    try:
        seconds = seconds_to_wait(f"moments:{request.remote_addr}")
    except (redis.ConnectionError, redis.TimeoutError):
        abort(503)
    if seconds:
        raise TooManyRequests(retry_after=seconds)
    percent = app.config["COUPONS"].get(code)
    if percent is None:
        return {"error": f"There is no coupon {code}."}, 404
    return {"coupon": code, "percent": percent}


@app.errorhandler(429)
@app.errorhandler(503)
def refused(error):
    response = error.get_response()
    response.data = f'{{"error": "{error.name}"}}'
    response.content_type = "application/json"
    return response


@app.get("/opening-hours")
def opening_hours():
    return {"from": 17, "to": 23}
