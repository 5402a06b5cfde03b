"""Like: always_a_minute"""

import os
import time

import fakeredis
import redis
from flask import Flask, jsonify, request

app = Flask(__name__)
URL = os.environ.get("COURSE_REDIS_URL")
app.config["REDIS"] = redis.Redis.from_url(URL) if URL else fakeredis.FakeRedis()
app.config["CLOCK"] = time.time
app.config["COUPONS"] = {"BASIL10": 10, "OREGANO20": 20}

LIMIT = 5
WINDOW = 60


@app.get("/coupons/<code>")
def show_coupon(code):
    key = f"coupons:{request.remote_addr}"
    try:
        pipe = app.config["REDIS"].pipeline()
        pipe.incr(key)
        pipe.expire(key, WINDOW, nx=True)
        count = pipe.execute()[0]
    except redis.RedisError:
        count = 0
    if count > LIMIT:
        response = jsonify(error="Too many requests.")
        response.headers["Retry-After"] = str(WINDOW)
        return response, 429
    percent = app.config["COUPONS"].get(code)
    if percent is None:
        return {"error": f"There is no coupon {code}."}, 404
    return {"coupon": code, "percent": percent}


@app.get("/opening-hours")
def opening_hours():
    return {"from": 17, "to": 23}
