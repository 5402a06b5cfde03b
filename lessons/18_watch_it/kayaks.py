"""Kayaks, and a log on a disk that is full."""

import logging

from flask import Flask

app = Flask(__name__)


class FullDisk(logging.Handler):
    def emit(self, record):
        raise OSError("no space left on device")


app.logger.addHandler(FullDisk())


@app.errorhandler(500)
def broken(error):
    return {"error": "Something broke on our side"}, 500


@app.get("/kayaks")
def kayaks():
    app.logger.warning("Only two kayaks are left")
    return {"kayaks": 2}
