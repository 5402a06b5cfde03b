"""A puppet theatre that logs each answer that is an error, whoever made it."""

import logging

from flask import Flask, request

app = Flask(__name__)
sold = {"a1"}
LOG = []


class Pages(logging.Handler):
    def emit(self, record):
        LOG.append(record.getMessage())


app.logger.addHandler(Pages())


@app.after_request
def note(response):
    if response.status_code >= 400:
        app.logger.warning("%s %s", request.method, response.status_code)
    return response


@app.put("/seats/<seat>")
def reserve(seat):
    if seat in sold:
        return {"error": "This seat is sold"}, 409
    sold.add(seat)
    return {"seat": seat}


@app.get("/log")
def log():
    return LOG
