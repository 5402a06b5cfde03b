"""The boiler of an old bath house."""

import os

from flask import Flask

app = Flask(__name__)


@app.get("/boiler/stuck")
def stuck():
    raise RuntimeError("valve stuck")


@app.get("/boiler/burst")
def burst():
    os._exit(1)
