"""A bucket that fills up evenly, changed under WATCH, so that nobody counts in between."""

import os
import time
from functools import wraps
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


class TooMany(Exception):
    def __init__(self, seconds):
        super().__init__(seconds)
        self.seconds = seconds


@app.errorhandler(TooMany)
def too_many(error):
    return {"error": "The bucket is empty."}, 429, [("Retry-After", str(error.seconds))]


def take_one(key):
    """Take a token: the key holds the moment at which the bucket will be full again."""
    pace = WINDOW / LIMIT
    with app.config["REDIS"].pipeline() as batch:
        while True:
            try:
                batch.watch(key)
                now = app.config["CLOCK"]()
                full_at = max(float(batch.get(key) or 0), now) + pace
                if full_at - now > WINDOW:
                    raise TooMany(ceil(full_at - now - WINDOW))
                batch.multi()
                batch.set(key, repr(full_at), ex=ceil(full_at - now))
                batch.execute()
                return
            except redis.WatchError:
                continue


def limited(view):
    @wraps(view)
    def wrapped(**arguments):
        try:
            take_one(f"bucket:{request.remote_addr}")
        except redis.RedisError:
            app.logger.error("store down, no limit")
        return view(**arguments)

    return wrapped


@app.get("/coupons/<code>")
@limited
def show_coupon(code):
    percent = app.config["COUPONS"].get(code)
    if percent is None:
        return {"error": f"There is no coupon {code}."}, 404
    return {"coupon": code, "percent": percent}


@app.get("/opening-hours")
def opening_hours():
    return {"from": 17, "to": 23}
