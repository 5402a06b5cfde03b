"""Heights of mountains, three requests a minute. (The minute is not over in this lesson.)"""

from flask import Flask, request

app = Flask(__name__)
calls = {"count": 0}


@app.before_request
def limit():
    if request.routing_exception or request.method == "OPTIONS":
        return
    calls["count"] += 1
    if calls["count"] > 3:
        return {"error": "Three requests a minute"}, 429, {"Retry-After": 60}


@app.get("/peaks/<name>")
def peak(name):
    return {"peak": name, "metres": 3967}
