"""The same menu: make_conditional compares the ETag."""

from flask import Flask, jsonify, request

app = Flask(__name__)


@app.get("/menu")
def menu():
    response = jsonify(soup="lentils")
    response.set_etag("week-9")
    return response.make_conditional(request)
