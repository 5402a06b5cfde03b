"""A cider house that answers for its crashes, with a page that shows its log."""

import logging

from flask import Flask, request

app = Flask(__name__)
LOG = []


class Notes(logging.Handler):
    def emit(self, record):
        LOG.append({"text": record.getMessage(), "traceback": record.exc_info is not None})


app.logger.addHandler(Notes())


@app.errorhandler(500)
def broken(error):
    request_id = request.headers.get("X-Request-Id")
    app.logger.error("Request %s ended in %r", request_id, error.original_exception)
    return {"error": "Something broke on our side", "request_id": request_id}, 500


@app.get("/barrels/<int:number>")
def barrel(number):
    return {"litres": [225, 300][number]}


@app.get("/log")
def log():
    return LOG
