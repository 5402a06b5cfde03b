"""Like: zero_before_the_end"""

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
    return left if number > most else 0


@app.before_request
def sign_in():
    g.user = None
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    name, _, secret = token.partition(".")
    if scheme.lower() == "bearer" and app.config["USERS"].get(name) == secret:
        g.user = name


@app.before_request
def limit():
    if request.endpoint == "translate" and request.method == "POST":
        key, most = (f"user:{g.user}", 6) if g.user else (f"address:{request.remote_addr}", 3)
        seconds = seconds_to_wait(key, most)
        if seconds:
            return {"error": "Too many requests."}, 429, {"Retry-After": seconds}


@app.before_request
def refuse_bad_token():
    if request.endpoint == "translate" and "Authorization" in request.headers and not g.user:
        return {"error": "This token is not valid."}, 401, {"WWW-Authenticate": 'Bearer realm="api"'}


@app.post("/translate")
def translate():
    data = request.get_json()
    return {"translation": app.config["ENGINE"](data["text"], data["to"]), "user": g.get("user")}
