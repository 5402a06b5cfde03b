"""Windmills and their speed. The page /log shows the first and the last line of each entry of the log."""

import logging

from flask import Flask, abort

app = Flask(__name__)
turns_and_minutes = {"white": (64, 4), "black": (90, 0)}
LOG = []


class Pages(logging.Handler):
    def emit(self, record):
        lines = self.format(record).splitlines()
        LOG.append([lines[0], lines[-1]])


app.logger.addHandler(Pages())


@app.get("/mills/<name>/speed")
def speed(name):
    if name not in turns_and_minutes:
        abort(404)
    turns, minutes = turns_and_minutes[name]
    return {"turns_a_minute": turns / minutes}


@app.get("/log")
def log():
    return LOG
