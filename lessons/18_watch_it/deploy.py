"""Answers by code, in the hour before a new version and in the hour after it."""

from flask import Flask

app = Flask(__name__)
BEFORE = {200: 8_000, 401: 90, 500: 4}
AFTER = {200: 40, 401: 8_050, 500: 0}


def share(codes, family):
    return round(sum(n for code, n in codes.items() if code // 100 == family) / sum(codes.values()), 3)


@app.get("/shares")
def shares():
    return {
        "5xx": [share(BEFORE, 5), share(AFTER, 5)],
        "4xx": [share(BEFORE, 4), share(AFTER, 4)],
    }
