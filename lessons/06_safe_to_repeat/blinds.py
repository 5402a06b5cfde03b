"""A window blind: say where it shall be, or give it a push."""

from flask import Flask, request

app = Flask(__name__)
blind = {"closed": 0}


@app.put("/blind")
def place():
    blind["closed"] = request.json["closed"]
    return blind


@app.post("/blind/pushes")
def push():
    blind["closed"] += 10
    return blind
