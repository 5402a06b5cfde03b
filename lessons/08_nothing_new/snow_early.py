"""The same report: the ETag is compared before the work."""

from flask import Flask, Response, jsonify, request

app = Flask(__name__)
counts = {"measured": 0}


@app.get("/report")
def report():
    response = Response()
    response.set_etag("report-12")
    if not request.if_none_match.contains_weak("report-12"):
        counts["measured"] += 1
        response.data = jsonify(snow_cm=84, open=["north run", "ridge"]).data
        response.mimetype = "application/json"
    return response.make_conditional(request)


@app.get("/counts")
def shown():
    return counts
