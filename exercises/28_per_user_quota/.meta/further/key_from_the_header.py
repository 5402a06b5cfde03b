"""Like: name_before_proof"""

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


def token_parts():
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return "", ""
    name, _, secret = token.partition(".")
    return name, secret


@app.before_request
def limit():
    if request.endpoint != "translate" or request.method != "POST":
        return None
    name, _ = token_parts()
    if name:
        seconds = seconds_to_wait(f"quota:{name}", 6)
    else:
        seconds = seconds_to_wait(f"quota:{request.remote_addr}", 3)
    if seconds:
        return jsonify(error="Too many requests."), 429, {"Retry-After": seconds}
    return None


@app.before_request
def sign_in():
    if request.endpoint != "translate" or "Authorization" not in request.headers:
        return None
    name, secret = token_parts()
    if name not in app.config["USERS"] or app.config["USERS"][name] != secret:
        return jsonify(error="This token is not valid."), 401, {"WWW-Authenticate": "Bearer"}
    g.user = name
    return None


@app.post("/translate")
def translate():
    data = request.get_json()
    return {"translation": app.config["ENGINE"](data["text"], data["to"]), "user": g.get("user")}
