"""Like: order_swapped"""

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


@app.post("/translate")
def translate():
    g.user = find_user()
    if "Authorization" in request.headers and g.user is None:
        challenge = {"WWW-Authenticate": "Bearer"}
        abort(make_response(jsonify(error="invalid token"), 401, challenge))
    if g.user is None:
        wait = seconds_to_wait("ip:" + request.remote_addr, 3)
    else:
        wait = seconds_to_wait("user:" + g.user, 6)
    if wait:
        abort(make_response(jsonify(error="quota used up"), 429, {"Retry-After": wait}))
    data = request.get_json()
    return {"translation": app.config["ENGINE"](data["text"], data["to"]), "user": g.get("user")}
