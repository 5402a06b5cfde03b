"""Like: preflight_counts"""

import os
import time

import fakeredis
import redis
from flask import Flask, g, request

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
def sign_in():
    g.user = find_user()


@app.before_request
def limit():
    if request.endpoint == "translate":
        if g.user:
            wait = seconds_to_wait("user-" + g.user, 6)
        else:
            wait = seconds_to_wait("addr-" + request.remote_addr, 3)
        if wait:
            return {"error": "Too many requests."}, 429, {"Retry-After": wait}
        if "Authorization" in request.headers and g.user is None:
            return {"error": "Unknown token."}, 401, {"WWW-Authenticate": "Bearer"}


@app.post("/translate")
def translate():
    data = request.get_json()
    return {"translation": app.config["ENGINE"](data["text"], data["to"]), "user": g.get("user")}
