"""A postbox whose error log leaves out what must stay secret."""

import json

from flask import Flask, request

app = Flask(__name__)
LOG = []
SECRET = {"Authorization"}


@app.after_request
def note(response):
    if response.status_code >= 400:
        headers = {name: value for name, value in request.headers if name not in SECRET}
        LOG.append(json.dumps({"status": response.status_code, "path": request.path, **headers}))
    return response


@app.get("/boxes/<address>")
def box(address):
    return {"error": "This box is empty"}, 404


@app.get("/log")
def log():
    return [json.loads(line) for line in LOG]
