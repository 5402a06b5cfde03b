"""SET NX EX makes the key with its end, INCR counts; a store that is down lets everybody in."""

import os
import time

import fakeredis
import redis
from flask import Flask, jsonify, make_response, request

app = Flask(__name__)
URL = os.environ.get("COURSE_REDIS_URL")
app.config["REDIS"] = redis.Redis.from_url(URL) if URL else fakeredis.FakeRedis()
app.config["CLOCK"] = time.time
app.config["COUPONS"] = {"BASIL10": 10, "OREGANO20": 20}

LIMIT = 5
WINDOW = 60


@app.get("/coupons/<code>")
def show_coupon(code):
    key = "quota/" + str(request.remote_addr)
    try:
        batch = app.config["REDIS"].pipeline(transaction=True)
        batch.set(key, 0, nx=True, ex=WINDOW).incr(key).pttl(key)
        _, count, milliseconds = batch.execute()
    except redis.RedisError as error:
        app.logger.warning("no limit: %s", error)
        count = milliseconds = 0
    if count > LIMIT:
        answer = make_response(jsonify(error="Slow down."), 429)
        answer.headers["Retry-After"] = str(-(-milliseconds // 1000))
        return answer
    percent = app.config["COUPONS"].get(code)
    if percent is None:
        return {"error": f"There is no coupon {code}."}, 404
    return {"coupon": code, "percent": percent}


@app.get("/opening-hours")
def opening_hours():
    return {"from": 17, "to": 23}
