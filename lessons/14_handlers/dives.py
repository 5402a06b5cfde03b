"""A diving club: every answer gets a header, and crashes are answered in JSON."""

from flask import Flask

app = Flask(__name__)


@app.errorhandler(500)
def broken(error):
    return {"error": "Something broke"}, 500


@app.after_request
def add_header(response):
    response.headers["Cache-Control"] = "no-store"


@app.get("/dives")
def dives():
    return ["wreck", "reef"]
