"""How many stamps? A whole number from 0 to 20."""

from flask import Flask, request

app = Flask(__name__)


@app.post("/postage")
def postage():
    card = request.get_json()
    stamps = card.get("stamps") if isinstance(card, dict) else None
    if type(stamps) is not int or not 0 <= stamps <= 20:
        return {"error": "stamps must be a whole number from 0 to 20"}, 400
    return {"cents": stamps * 95}
