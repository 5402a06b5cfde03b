"""Limericks, two for each reader."""

from flask import Flask

app = Flask(__name__)
calls = {"count": 0}


def limit():
    calls["count"] += 1
    if calls["count"] > 2:
        return {"error": "Too many limericks"}, 429, {"Retry-After": 3600}


@app.get("/limericks")
def limerick():
    return {"line": "There once was a server from Kent"}
