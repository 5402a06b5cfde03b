"""Misconception: A limit that stands in the code is in force.

Believes: There is no limit.
Fails: test_five_are_answered, test_sixth_is_refused, test_retry_after_is_whole_seconds, test_retry_after_is_true, test_window_ends, test_asking_again_costs_nothing, test_other_clients, test_headers_make_no_client, test_processes_share_one_count, test_process_may_die_at_any_moment, test_store_is_down, test_everything_else_is_free
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
    with app.config["REDIS"].pipeline() as batch:
        batch.incr(key)
        batch.expire(key, WINDOW, nx=True)
        batch.ttl(key)
        count, _, left = batch.execute()
    return count, left


def limit():
    try:
        count, left = count_request(f"coupons:{request.remote_addr}")
    except redis.RedisError:
        return {"error": "Coupons cannot be checked at the moment."}, 503
    if count > LIMIT:
        return {"error": "Too many requests."}, 429, {"Retry-After": max(left, 1)}
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
