"""Ski slopes, also for a client that has no preference."""

from flask import Flask, Response, request

app = Flask(__name__)
OFFERS = ["application/json", "text/csv"]


@app.get("/slopes")
def slopes():
    best = request.accept_mimetypes.best_match(OFFERS)
    if best is None and request.accept_mimetypes:
        return {"offers": OFFERS}, 406
    if best == "text/csv":
        return Response("slope,open\nBlue Bear,yes\n", mimetype="text/csv")
    return [{"slope": "Blue Bear", "open": True}]
