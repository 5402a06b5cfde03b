"""No hook: the view asks who it is, and every helper raises what it has to say."""

import os
import time

import fakeredis
import redis
from flask import Flask, json, request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import HTTPException, TooManyRequests, Unauthorized

app = Flask(__name__)
URL = os.environ.get("COURSE_REDIS_URL")
app.config["REDIS"] = redis.Redis.from_url(URL) if URL else fakeredis.FakeRedis()
app.config["CLOCK"] = time.time
app.config["USERS"] = {"bakery": "mango4", "florist": "tulip9"}
app.config["ENGINE"] = lambda text, to: f"[{to}] {text}"


def seconds_to_wait(key, most):
    number, _, left = app.config["REDIS"].pipeline().incr(key).expire(key, 60, nx=True).ttl(key).execute()
    return max(left, 1) if number > most else 0


def spend(key, most):
    seconds = seconds_to_wait(key, most)
    if seconds:
        raise TooManyRequests("Your quota is used up.", retry_after=seconds)


def current_user():
    if "Authorization" not in request.headers:
        spend(f"quota {request.remote_addr}", 3)
        return None
    given = request.authorization
    name, _, secret = (given.token or "").partition(".") if given and given.type == "bearer" else ("", "", "")
    if not secret or app.config["USERS"].get(name) != secret:
        spend(f"quota {request.remote_addr}", 3)
        raise Unauthorized("Bad token.", www_authenticate=WWWAuthenticate("bearer", {"realm": "the api"}))
    spend(f"quota of {name}", 6)
    return name


@app.post("/translate")
def translate():
    user, data = current_user(), request.get_json()
    return {"translation": app.config["ENGINE"](data["text"], data["to"]), "user": user}


@app.errorhandler(HTTPException)
def in_json(error):
    response = error.get_response()
    response.data = json.dumps({"error": error.description})
    response.content_type = "application/json"
    return response
