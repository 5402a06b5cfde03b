"""A cider house with a page that shows its log."""

import logging

from flask import Flask

app = Flask(__name__)
LOG = []


class Notes(logging.Handler):
    def emit(self, record):
        LOG.append({"text": record.getMessage(), "traceback": record.exc_info is not None})


app.logger.addHandler(Notes())


@app.errorhandler(Exception)
def safety_net(error):
    return {"error": "Something broke"}, 500


@app.get("/barrels/<int:number>")
def barrel(number):
    return {"litres": [225, 300][number]}


@app.get("/log")
def log():
    return LOG
