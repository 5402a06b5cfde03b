"""Postage for postcards: the guard asks for an object first."""

from flask import Flask, request

app = Flask(__name__)


@app.post("/postage")
def postage():
    card = request.get_json()
    if not isinstance(card, dict) or "town" not in card:
        return {"error": "Send an object with a town"}, 400
    return {"town": card["town"], "cents": 95}
