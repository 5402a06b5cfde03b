"""Pigments of old paintings: two requests an hour from each address."""

from collections import Counter

from flask import Flask, request

app = Flask(__name__)
calls = Counter()


@app.get("/pigments/<name>")
def pigment(name):
    addresses = request.headers.get("X-Forwarded-For", request.remote_addr or "?")
    address = addresses.split(",")[0]
    calls[address] += 1
    if calls[address] > 2:
        return {"error": "Two requests an hour"}, 429, {"Retry-After": 3600}
    return {"pigment": name, "since": 1704}
