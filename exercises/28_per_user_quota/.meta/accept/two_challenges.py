"""Translations for the shops of a passage. Run it: flask --app exercises/28_per_user_quota/app run"""

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
    g.user = None
    if request.endpoint == "translate" and "Authorization" in request.headers:
        scheme, _, token = request.headers["Authorization"].partition(" ")
        name, _, secret = token.partition(".")
        if scheme.lower() == "bearer" and (name, secret) in set(app.config["USERS"].items()):
            g.user = name


def limit():
    if request.path != "/translate" or request.method != "POST":
        return None
    seconds = seconds_to_wait(g.user and f"u.{g.user}" or f"i.{request.remote_addr}", 6 if g.user else 3)
    if seconds:
        response = make_response({"error": "Too many requests."}, 429)
        response.headers["Retry-After"] = str(seconds)
        return response
    if g.user is None and request.headers.get("Authorization") is not None:
        response = make_response({"error": "unauthorized"}, 401)
        response.headers.add("WWW-Authenticate", 'Basic realm="x"')
        response.headers.add("WWW-Authenticate", "Bearer")
        return response


app.before_request(limit)


@app.post("/translate")
def translate():
    data = request.get_json()
    return {"translation": app.config["ENGINE"](data["text"], data["to"]), "user": g.get("user")}
