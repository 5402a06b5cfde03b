"""Donations by card. The page /log shows the last line of each entry."""

import logging

from flask import Flask, request

app = Flask(__name__)
LOG = []


class Pages(logging.Handler):
    def emit(self, record):
        LOG.append(self.format(record).splitlines()[-1])


app.logger.addHandler(Pages())


@app.post("/donations")
def donate():
    card = int(request.json["card"])
    return {"last_digit": card % 10}


@app.get("/log")
def log():
    return LOG
