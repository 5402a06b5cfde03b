"""The hook that refuses a token counts it; the hook for quotas comes afterwards."""

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


def too_many(seconds):
    return {"error": "Too many requests."}, 429, {"Retry-After": seconds}


@app.before_request
def sign_in():
    g.user = None
    header = request.headers.get("Authorization")
    if request.endpoint != "translate" or request.method != "POST" or header is None:
        return None
    tokens = {f"{name}.{secret}": name for name, secret in app.config["USERS"].items()}
    scheme, _, token = header.partition(" ")
    if scheme.lower() == "bearer" and token in tokens:
        g.user = tokens[token]
        return None
    seconds = seconds_to_wait(f"address:{request.remote_addr}", 3)
    if seconds:
        return too_many(seconds)
    return {"error": "Bad token."}, 401, {"WWW-Authenticate": 'Bearer realm="x", error="invalid_token"'}


@app.before_request
def limit():
    if request.endpoint == "translate" and request.method == "POST":
        key, most = (f"user:{g.user}", 6) if g.user else (f"address:{request.remote_addr}", 3)
        seconds = seconds_to_wait(key, most)
        if seconds:
            return too_many(seconds)
    return None


@app.post("/translate")
def translate():
    data = request.get_json()
    return {"translation": app.config["ENGINE"](data["text"], data["to"]), "user": g.get("user")}
