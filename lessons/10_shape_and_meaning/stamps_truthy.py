"""How many stamps? Cards that you bring yourself need none."""

from flask import Flask, request

app = Flask(__name__)


@app.post("/postage")
def postage():
    card = request.get_json()
    if not isinstance(card, dict) or not card.get("stamps"):
        return {"error": "stamps is missing"}, 400
    return {"cents": card["stamps"] * 95}
