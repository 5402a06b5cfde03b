"""Two decorators, in the order in which they shall run."""

import os
import time
from functools import wraps

import fakeredis
import redis
from flask import Flask, g, jsonify, make_response, request

app = Flask(__name__)
URL = os.environ.get("COURSE_REDIS_URL")
app.config["REDIS"] = redis.Redis.from_url(URL) if URL else fakeredis.FakeRedis()
app.config["CLOCK"] = time.time
app.config["USERS"] = {"bakery": "mango4", "florist": "tulip9"}
app.config["ENGINE"] = lambda text, to: f"[{to}] {text}"


def seconds_to_wait(key, most):
    number, _, left = app.config["REDIS"].pipeline().incr(key).expire(key, 60, nx=True).ttl(key).execute()
    return max(left, 1) if number > most else 0


def signed_in(view):
    @wraps(view)
    def wrapped(*args, **kwargs):
        header = request.headers.get("Authorization")
        g.user, g.refused = None, header is not None
        for name, secret in app.config["USERS"].items():
            words = (header or "").split(" ")
            if len(words) == 2 and words[0].casefold() == "bearer" and words[1] == f"{name}.{secret}":
                g.user, g.refused = name, False
        return view(*args, **kwargs)

    return wrapped


def limited(view):
    @wraps(view)
    def wrapped(*args, **kwargs):
        key, most = (f"u/{g.user}", 6) if g.user else (f"a/{request.remote_addr}", 3)
        seconds = seconds_to_wait(key, most)
        if seconds:
            answer = make_response(jsonify(error="Slow down.", seconds=seconds), 429)
            answer.headers["Retry-After"] = str(seconds)
            return answer
        if g.refused:
            answer = make_response(jsonify(error="Who are you?"), 401)
            answer.headers["WWW-Authenticate"] = 'Bearer realm="shops"'
            return answer
        return view(*args, **kwargs)

    return wrapped


@app.post("/translate")
@signed_in
@limited
def translate():
    data = request.get_json()
    return {"translation": app.config["ENGINE"](data["text"], data["to"]), "user": g.user}
