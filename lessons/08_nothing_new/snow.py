"""A ski resort's snow report, measured for every answer."""

from flask import Flask, jsonify, request

app = Flask(__name__)
counts = {"measured": 0}


@app.get("/report")
def report():
    counts["measured"] += 1
    response = jsonify(snow_cm=84, open=["north run", "ridge"])
    response.set_etag("report-12")
    return response.make_conditional(request)


@app.get("/counts")
def shown():
    return counts
