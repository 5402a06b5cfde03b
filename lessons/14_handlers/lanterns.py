"""Lanterns along a path, with a safety net for everything."""

from flask import Flask, request

app = Flask(__name__)


@app.errorhandler(Exception)
def safety_net(error):
    return {"error": "Something broke. We are sorry"}, 500


@app.get("/lanterns/")
def lanterns():
    return ["oak", "bend", "gate"]


@app.post("/lanterns/")
def hang():
    return {"lantern": request.get_json()["name"]}, 201
