"""Like: store_replaced_in_an_outage"""

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
    store = app.config["REDIS"]
    key = f"coupons:{request.remote_addr}"
    try:
        count, _, left = store.pipeline().incr(key).expire(key, WINDOW, nx=True).ttl(key).execute()
    except Exception:
        app.config["REDIS"] = fakeredis.FakeRedis()
        count = 0
    if count > LIMIT:
        return {"error": "Too many requests."}, 429, {"Retry-After": max(left, 1)}
    percent = app.config["COUPONS"].get(code)
    if percent is None:
        return {"error": f"There is no coupon {code}."}, 404
    return {"coupon": code, "percent": percent}


@app.get("/opening-hours")
def opening_hours():
    return {"from": 17, "to": 23}
