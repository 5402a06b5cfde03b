"""A farm whose eggs have moved to the market page, for good."""

from flask import Flask, redirect

app = Flask(__name__)


@app.get("/eggs")
def eggs():
    return redirect("/market/eggs")
