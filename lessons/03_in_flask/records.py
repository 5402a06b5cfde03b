"""A record shop: a handler turns its errors into JSON."""

from flask import Flask, abort

app = Flask(__name__)
RECORDS = {"r1": "Blue Train"}


@app.errorhandler(404)
def not_found(error):
    return {"error": "We do not have that record"}


@app.get("/records/<key>")
def record(key):
    if key not in RECORDS:
        abort(404)
    return {"title": RECORDS[key]}
