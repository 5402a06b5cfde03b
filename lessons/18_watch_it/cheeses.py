"""A cheese cellar with a log of plain text. The page /log shows its lines."""

import io
import logging

from flask import Flask, abort

app = Flask(__name__)
file = io.StringIO()
handler = logging.StreamHandler(file)
handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
app.logger.addHandler(handler)


@app.get("/cheeses/<name>")
def cheese(name):
    app.logger.warning("No cheese called %s", name)
    abort(404)


@app.get("/log")
def log():
    return file.getvalue().splitlines()
