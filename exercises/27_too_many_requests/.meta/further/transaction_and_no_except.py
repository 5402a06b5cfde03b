"""Like: store_down_is_a_crash"""

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
    def count(batch):
        batch.multi()
        batch.incr(key)
        batch.expire(key, WINDOW, nx=True)
        batch.ttl(key)

    count, _, left = app.config["REDIS"].transaction(count, key)
    return count, left


@app.get("/coupons/<code>")
def show_coupon(code):
    count, left = count_request(f"coupons:{request.remote_addr}")
    if count > LIMIT:
        return {"error": "Too many requests."}, 429, {"Retry-After": max(left, 1)}
    percent = app.config["COUPONS"].get(code)
    if percent is None:
        return {"error": f"There is no coupon {code}."}, 404
    return {"coupon": code, "percent": percent}


@app.get("/opening-hours")
def opening_hours():
    return {"from": 17, "to": 23}
