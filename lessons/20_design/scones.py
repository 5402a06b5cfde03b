"""A tea room with two unusual refusals."""

from flask import Flask, abort

app = Flask(__name__)


@app.post("/coffee")
def coffee():
    abort(418)


@app.post("/scones")
def scones():
    return {"error": "The scones are for members"}, 460
