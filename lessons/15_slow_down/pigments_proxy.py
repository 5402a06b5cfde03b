"""Pigments of old paintings: two requests an hour from each address."""

from collections import Counter

from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

app = Flask(__name__)
app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1)
calls = Counter()


@app.get("/pigments/<name>")
def pigment(name):
    address = request.remote_addr
    calls[address] += 1
    if calls[address] > 2:
        return {"error": "Two requests an hour"}, 429, {"Retry-After": 3600}
    return {"pigment": name, "since": 1704}
