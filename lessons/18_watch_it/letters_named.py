"""A postbox whose error log holds only what it names."""

import json

from flask import Flask, request

app = Flask(__name__)
LOG = []


@app.after_request
def note(response):
    if response.status_code >= 400:
        rule = request.url_rule.rule if request.url_rule else None
        LOG.append(json.dumps({"status": response.status_code, "method": request.method, "rule": rule}))
    return response


@app.get("/boxes/<address>")
def box(address):
    return {"error": "This box is empty"}, 404


@app.get("/log")
def log():
    return [json.loads(line) for line in LOG]
