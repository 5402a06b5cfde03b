"""Like: only_misses_count"""

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


@app.get("/coupons/<code>")
def show_coupon(code):
    percent = app.config["COUPONS"].get(code)
    if percent is not None:
        return {"coupon": code, "percent": percent}
    key = f"coupons:{request.remote_addr}"
    try:
        with app.config["REDIS"].pipeline() as batch:
            batch.incr(key)
            batch.expire(key, WINDOW, nx=True)
            batch.ttl(key)
            count, _, left = batch.execute()
    except redis.RedisError:
        return {"error": "We cannot count at the moment."}, 503
    if count > LIMIT:
        return {"error": "Too many requests."}, 429, {"Retry-After": max(left, 1)}
    return {"error": f"There is no coupon {code}."}, 404


@app.get("/opening-hours")
def opening_hours():
    return {"from": 17, "to": 23}
