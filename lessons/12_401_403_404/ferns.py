"""A nursery: everything is for members, so one hook guards everything."""

from flask import Flask, request

app = Flask(__name__)
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="nursery"'}


@app.before_request
def members_only():
    if request.headers.get("Authorization") != "Bearer frond-8":
        return {"error": "Who are you?"}, 401, CHALLENGE


@app.get("/ferns")
def ferns():
    return ["maidenhair", "staghorn"]
