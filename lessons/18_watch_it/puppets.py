"""A puppet theatre that logs its errors in the place where it answers them."""

import logging

from flask import Flask, request
from werkzeug.exceptions import HTTPException

app = Flask(__name__)
sold = {"a1"}
LOG = []


class Pages(logging.Handler):
    def emit(self, record):
        LOG.append(record.getMessage())


app.logger.addHandler(Pages())


@app.errorhandler(HTTPException)
def note(error):
    app.logger.warning("%s %s", request.method, error.code)
    return error


@app.put("/seats/<seat>")
def reserve(seat):
    if seat in sold:
        return {"error": "This seat is sold"}, 409
    sold.add(seat)
    return {"seat": seat}


@app.get("/log")
def log():
    return LOG
