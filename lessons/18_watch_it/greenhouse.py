"""A greenhouse that waters its beds and keeps a log."""

import logging

from flask import Flask

app = Flask(__name__)
LOG = []


class Pages(logging.Handler):
    def emit(self, record):
        LOG.append(record.getMessage())


app.logger.addHandler(Pages())


@app.post("/beds/<int:bed>/water")
def water(bed):
    app.logger.info("Bed %s was watered", bed)
    app.logger.warning("The tank is at 12 percent")
    return {"bed": bed}


@app.get("/log")
def log():
    return LOG
