"""Like: expiry_set_every_time"""

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
    key = "limit-" + request.remote_addr
    pipe = app.config["REDIS"].pipeline()
    pipe.incr(key)
    pipe.expire(key, WINDOW)
    pipe.ttl(key)
    try:
        hits, _, seconds = pipe.execute()
    except (redis.ConnectionError, redis.TimeoutError):
        return {"error": "try later"}, 503
    if hits > LIMIT:
        return {"error": "slow down"}, 429, {"Retry-After": str(max(seconds, 1))}
    percent = app.config["COUPONS"].get(code)
    if percent is None:
        return {"error": f"There is no coupon {code}."}, 404
    return {"coupon": code, "percent": percent}


@app.get("/opening-hours")
def opening_hours():
    return {"from": 17, "to": 23}
