"""How many stamps? A whole number is asked for."""

from flask import Flask, request

app = Flask(__name__)


@app.post("/postage")
def postage():
    card = request.get_json()
    if not isinstance(card, dict) or not isinstance(card.get("stamps"), int):
        return {"error": "stamps must be a whole number"}, 400
    return {"cents": card["stamps"] * 95}
