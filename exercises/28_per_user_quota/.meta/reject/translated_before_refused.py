"""Misconception: The quota is looked at when the answer is ready.

Believes: Nothing: it is refused. But the engine has worked for it, and somebody pays.
Fails: test_user_has_six, test_address_has_three, test_bad_token_is_refused, test_bad_tokens_count_against_the_address
"""

import os
import time

import fakeredis
import redis
from flask import Flask, g, make_response, request

app = Flask(__name__)
URL = os.environ.get("COURSE_REDIS_URL")
app.config["REDIS"] = redis.Redis.from_url(URL) if URL else fakeredis.FakeRedis()
app.config["CLOCK"] = time.time
app.config["USERS"] = {"bakery": "mango4", "florist": "tulip9"}
app.config["ENGINE"] = lambda text, to: f"[{to}] {text}"


def seconds_to_wait(key, most):
    number, _, left = app.config["REDIS"].pipeline().incr(key).expire(key, 60, nx=True).ttl(key).execute()
    return max(left, 1) if number > most else 0


@app.before_request
def sign_in():
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    name, _, secret = token.partition(".")
    known = scheme.lower() == "bearer" and app.config["USERS"].get(name) == secret
    g.user = name if known else None


@app.after_request
def limit(response):
    if request.endpoint != "translate" or request.method != "POST":
        return response
    if g.user:
        seconds = seconds_to_wait(f"user:{g.user}", 6)
    else:
        seconds = seconds_to_wait(f"address:{request.remote_addr}", 3)
    if seconds:
        return make_response({"error": "Too many requests."}, 429, {"Retry-After": seconds})
    if g.user is None and "Authorization" in request.headers:
        challenge = {"WWW-Authenticate": 'Bearer realm="api"'}
        return make_response({"error": "This token is not valid."}, 401, challenge)
    return response


@app.post("/translate")
def translate():
    data = request.get_json()
    return {"translation": app.config["ENGINE"](data["text"], data["to"]), "user": g.get("user")}
