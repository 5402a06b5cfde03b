"""A clockmaker, with a handler that expects a dict."""

from flask import Flask, abort

app = Flask(__name__)


@app.errorhandler(404)
def not_found(error):
    return {"error": error.description["message"]}, 404


@app.get("/clocks/<int:number>")
def clock(number):
    abort(404, {"message": f"There is no clock {number}"})
