"""Like: header_with_the_same_gap"""

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
        count = store.incr(key)
        if count == 1:
            store.expire(key, WINDOW)
        left = store.ttl(key)
    except redis.RedisError as error:
        app.logger.error("redis: %s", error)
        return {"error": "Please try again later."}, 503
    if count > LIMIT:
        return {"error": "Too many requests."}, 429, {"Retry-After": str(max(left, 1))}
    percent = app.config["COUPONS"].get(code)
    if percent is None:
        return {"error": f"There is no coupon {code}."}, 404
    return {"coupon": code, "percent": percent}


@app.get("/opening-hours")
def opening_hours():
    return {"from": 17, "to": 23}
