"""Chimes for a doorbell: two in each full minute. The clock stands still until somebody sets it."""

from collections import Counter

from flask import Flask

app = Flask(__name__)
clock = {"now": 0}
calls = Counter()


@app.put("/clock/<int:now>")
def set_clock(now):
    clock["now"] = now
    return {"now": now}


@app.post("/chimes")
def chime():
    minute = clock["now"] // 60
    calls[minute] += 1
    if calls[minute] > 2:
        return {"error": "Two chimes a minute"}, 429, {"Retry-After": 60 - clock["now"] % 60}
    return {"chime": "ding", "second": clock["now"]}
