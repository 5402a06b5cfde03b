"""Postage for postcards, with the guard of many tutorials."""

from flask import Flask, request

app = Flask(__name__)


@app.post("/postage")
def postage():
    card = request.get_json()
    if not card or "town" not in card:
        return {"error": "town is missing"}, 400
    return {"town": card["town"], "cents": 95}
