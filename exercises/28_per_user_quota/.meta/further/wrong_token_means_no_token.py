"""Like: bad_token_is_anonymous"""

import os
import time

import fakeredis
import redis
from flask import Flask, g, jsonify, request

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
    g.user = find_user()
    key = f"user/{g.user}" if g.user else f"anonymous/{request.remote_addr}"
    wait = seconds_to_wait(key, 6 if g.user else 3)
    if wait:
        response = jsonify(error="too many requests")
        response.headers["Retry-After"] = str(wait)
        return response, 429
    data = request.get_json()
    return {"translation": app.config["ENGINE"](data["text"], data["to"]), "user": g.get("user")}
