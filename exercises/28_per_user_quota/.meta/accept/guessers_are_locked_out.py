"""A sliding window for each; after three bad tokens an address is refused altogether."""

import os
import time
from math import ceil
from uuid import uuid4

import fakeredis
import redis
from flask import Flask, g, request

app = Flask(__name__)
URL = os.environ.get("COURSE_REDIS_URL")
app.config["REDIS"] = redis.Redis.from_url(URL) if URL else fakeredis.FakeRedis()
app.config["CLOCK"] = time.time
app.config["USERS"] = {"bakery": "mango4", "florist": "tulip9"}
app.config["ENGINE"] = lambda text, to: f"[{to}] {text}"


def moments(key, most, add=True):
    """Return the seconds until this key has room again, 0 if it has; add this moment if so."""
    store, now, member = app.config["REDIS"], app.config["CLOCK"](), uuid4().hex
    with store.pipeline() as batch:
        batch.zremrangebyscore(key, 0, now - 60)
        if add:
            batch.zadd(key, {member: now})
            batch.expire(key, 60)
        batch.zrange(key, 0, -1, withscores=True)
        found = batch.execute()[-1]
    if len(found) < most + add:
        return 0
    store.zrem(key, member)
    return max(1, ceil(found[0][1] + 60 - now))


def user_of(header):
    scheme, _, token = header.partition(" ")
    name, _, secret = token.partition(".")
    return name if scheme.lower() == "bearer" and app.config["USERS"].get(name) == secret else None


@app.before_request
def guard():
    if request.endpoint != "translate" or request.method != "POST":
        return None
    header, address = request.headers.get("Authorization"), request.remote_addr
    g.user = user_of(header or "")
    seconds = moments(f"guesses:{address}", 3, add=False)
    if not seconds:
        seconds = moments(f"user:{g.user}", 6) if g.user else moments(f"address:{address}", 3)
    if seconds:
        return {"error": "Too many."}, 429, {"Retry-After": seconds}
    if header is not None and g.user is None:
        moments(f"guesses:{address}", 3)
        return {"error": "No such token."}, 401, {"WWW-Authenticate": 'Bearer realm="passage"'}
    return None


@app.post("/translate")
def translate():
    data = request.get_json()
    return {"translation": app.config["ENGINE"](data["text"], data["to"]), "user": g.get("user")}
