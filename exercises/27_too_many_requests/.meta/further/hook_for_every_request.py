"""Like: everything_counts"""

import os
import time

import fakeredis
import redis
from flask import Flask, abort, jsonify, make_response, request

app = Flask(__name__)
URL = os.environ.get("COURSE_REDIS_URL")
app.config["REDIS"] = redis.Redis.from_url(URL) if URL else fakeredis.FakeRedis()
app.config["CLOCK"] = time.time
app.config["COUPONS"] = {"BASIL10": 10, "OREGANO20": 20}

LIMIT = 5
WINDOW = 60


@app.before_request
def rate_limit():
    key = f"limit:{request.remote_addr}"
    try:
        with app.config["REDIS"].pipeline() as batch:
            batch.incr(key)
            batch.expire(key, WINDOW, nx=True)
            batch.ttl(key)
            used, _, rest = batch.execute()
    except redis.RedisError:
        return jsonify(error="The store is away."), 503
    if used > LIMIT:
        response = make_response(jsonify(error="Too many requests"), 429)
        response.headers["Retry-After"] = max(rest, 1)
        abort(response)


@app.get("/coupons/<code>")
def show_coupon(code):
    percent = app.config["COUPONS"].get(code)
    if percent is None:
        return {"error": f"There is no coupon {code}."}, 404
    return {"coupon": code, "percent": percent}


@app.get("/opening-hours")
def opening_hours():
    return {"from": 17, "to": 23}
