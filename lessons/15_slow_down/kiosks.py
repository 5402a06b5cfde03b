"""A photo kiosk that runs in two worker processes; a request goes to one of them in turn."""

from itertools import cycle

from flask import Flask

app = Flask(__name__)


class Worker:
    def __init__(self):
        self.prints = 0

    def print_photo(self):
        self.prints += 1
        if self.prints > 3:
            return {"error": "Three a day"}, 429, {"Retry-After": 86400}
        return {"printed": True}, 200


next_worker = cycle([Worker(), Worker()])


@app.post("/prints")
def print_photo():
    return next(next_worker).print_photo()


@app.post("/days/<int:wishes>")
def day(wishes):
    codes = [next(next_worker).print_photo()[1] for _ in range(wishes)]
    return {"printed": codes.count(200), "refused": codes.count(429)}
