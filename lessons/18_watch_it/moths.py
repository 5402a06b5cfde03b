"""A collection of moths that logs each HTTP error."""

import logging

from flask import Flask, abort
from werkzeug.exceptions import HTTPException

app = Flask(__name__)
LOG = []


class Pages(logging.Handler):
    def emit(self, record):
        LOG.append(f"{record.levelname} {record.getMessage()}")


app.logger.addHandler(Pages())


@app.errorhandler(HTTPException)
def note(error):
    app.logger.error("%s", error.code)
    return error


@app.get("/moths/<int:number>")
def moth(number):
    abort(404 if number > 3 else 503)


@app.get("/log")
def log():
    return LOG
