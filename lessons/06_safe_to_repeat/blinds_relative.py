"""A window blind that is told how much further to go."""

from flask import Flask, request

app = Flask(__name__)
blind = {"closed": 0}


@app.put("/blind")
def place():
    blind["closed"] += request.json["lower_by"]
    return blind
