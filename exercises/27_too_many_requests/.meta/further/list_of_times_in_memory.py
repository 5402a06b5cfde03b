"""Like: counted_in_the_process"""

import math
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
seen = {}


@app.get("/coupons/<code>")
def show_coupon(code):
    now = app.config["CLOCK"]()
    times = [t for t in seen.get(request.remote_addr, []) if now - t < WINDOW]
    if len(times) >= LIMIT:
        wait = math.ceil(times[0] + WINDOW - now)
        return {"error": "Too many requests."}, 429, {"Retry-After": wait}
    seen[request.remote_addr] = [*times, now]
    percent = app.config["COUPONS"].get(code)
    if percent is None:
        return {"error": f"There is no coupon {code}."}, 404
    return {"coupon": code, "percent": percent}


@app.get("/opening-hours")
def opening_hours():
    return {"from": 17, "to": 23}
