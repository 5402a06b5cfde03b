"""Like: everything_counts"""

import os
import time

import fakeredis
import redis
from flask import Flask, abort, g, jsonify, make_response, request

app = Flask(__name__)
URL = os.environ.get("COURSE_REDIS_URL")
app.config["REDIS"] = redis.Redis.from_url(URL) if URL else fakeredis.FakeRedis()
app.config["CLOCK"] = time.time
app.config["USERS"] = {"bakery": "mango4", "florist": "tulip9"}
app.config["ENGINE"] = lambda text, to: f"[{to}] {text}"


def seconds_to_wait(key, most):
    number, _, left = app.config["REDIS"].pipeline().incr(key).expire(key, 60, nx=True).ttl(key).execute()
    return max(left, 1) if number > most else 0


def find_user():
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    name, _, secret = token.partition(".")
    if scheme.lower() == "bearer" and name in app.config["USERS"] and app.config["USERS"][name] == secret:
        return name
    return None


@app.before_request
def who_and_how_often():
    g.user = find_user()
    key = f"user:{g.user}" if g.user else f"address:{request.remote_addr}"
    seconds = seconds_to_wait(key, 6 if g.user else 3)
    if seconds > 0:
        abort(make_response(jsonify(error="Too many requests."), 429, {"Retry-After": seconds}))
    if g.user is None and request.headers.get("Authorization") is not None:
        abort(make_response(jsonify(error="Bad token."), 401, {"WWW-Authenticate": "Bearer"}))


@app.post("/translate")
def translate():
    data = request.get_json()
    return {"translation": app.config["ENGINE"](data["text"], data["to"]), "user": g.get("user")}
