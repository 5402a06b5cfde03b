"""A record shop: handler and views name every code."""

from http import HTTPStatus

from flask import Flask, abort

app = Flask(__name__)
RECORDS = {"r1": "Blue Train"}


@app.errorhandler(404)
def not_found(error):
    return {"error": "We do not have that record"}, HTTPStatus.NOT_FOUND


@app.get("/records/<key>")
def record(key):
    if key not in RECORDS:
        abort(HTTPStatus.NOT_FOUND)
    return {"title": RECORDS[key]}, 200
