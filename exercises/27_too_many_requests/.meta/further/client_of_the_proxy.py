"""Like: first_forwarded_address"""

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


def client_ip():
    if "X-Forwarded-For" in request.headers:
        return request.headers["X-Forwarded-For"].split(",")[0].strip()
    return request.remote_addr


def hit(key):
    pipe = app.config["REDIS"].pipeline()
    pipe.set(key, 0, ex=WINDOW, nx=True)
    pipe.incr(key)
    pipe.ttl(key)
    _, count, left = pipe.execute()
    return count, left


@app.get("/coupons/<code>")
def show_coupon(code):
    try:
        count, left = hit("coupons:" + client_ip())
    except redis.RedisError:
        return {"error": "The store is down."}, 503
    if count > LIMIT:
        return {"error": "Too many requests."}, 429, {"Retry-After": max(left, 1)}
    percent = app.config["COUPONS"].get(code)
    if percent is None:
        return {"error": f"There is no coupon {code}."}, 404
    return {"coupon": code, "percent": percent}


@app.get("/opening-hours")
def opening_hours():
    return {"from": 17, "to": 23}
