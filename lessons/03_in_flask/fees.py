"""Fees of a chess club: abort with a code that it does not know."""

from flask import Flask, abort

app = Flask(__name__)


@app.get("/trophies")
def trophies():
    abort(402)
