"""Misconception: A number is read, one is added, and it is written back.

Believes: Requests at the same moment are counted once; each request makes the wait longer.
Fails: test_retry_after_is_whole_seconds, test_retry_after_is_true, test_asking_again_costs_nothing, test_processes_share_one_count
"""

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


def count_request(key):
    store = app.config["REDIS"]
    count = int(store.get(key) or 0) + 1
    store.set(key, count, ex=WINDOW)
    return count, store.ttl(key)


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
