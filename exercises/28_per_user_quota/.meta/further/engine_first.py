"""Like: translated_before_refused"""

import os
import time

import fakeredis
import redis
from flask import Flask, jsonify, request

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


@app.post("/translate")
def translate():
    data = request.get_json()
    translation = app.config["ENGINE"](data["text"], data["to"])
    user = find_user()
    key, most = (f"user:{user}", 6) if user else (f"address:{request.remote_addr}", 3)
    wait = seconds_to_wait(key, most)
    if wait:
        return jsonify(error="Too many requests."), 429, {"Retry-After": wait}
    if user is None and "Authorization" in request.headers:
        return jsonify(error="Bad token."), 401, {"WWW-Authenticate": "Bearer"}
    return jsonify(translation=translation, user=user)
