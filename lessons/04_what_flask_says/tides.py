"""Tide tables: one rule ends in a slash, one does not."""

from flask import Flask, request

app = Flask(__name__)


@app.route("/tides/", methods=["GET", "POST"])
def tides():
    return {"method": request.method, "body": request.get_data(as_text=True)}


@app.get("/moon")
def moon():
    return {"phase": "full"}
