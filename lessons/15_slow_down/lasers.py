"""A laser cutter shared by workshops that sit in one building: two jobs an hour for each workshop."""

from collections import Counter

from flask import Flask, g, request

app = Flask(__name__)
WORKSHOPS = {"key-of-glass": "glass", "key-of-wood": "wood"}
jobs = Counter()


@app.before_request
def limit():
    who = g.get("workshop") or request.remote_addr
    jobs[who] += 1
    if jobs[who] > 2:
        return {"error": "Two jobs an hour"}, 429, {"Retry-After": 3600}


@app.before_request
def sign_in():
    g.workshop = WORKSHOPS.get(request.headers.get("X-Key"))


@app.post("/jobs")
def cut():
    return {"cut_for": g.workshop}, 202
