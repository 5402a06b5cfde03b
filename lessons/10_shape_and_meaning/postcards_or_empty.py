"""Postage for postcards: nothing counts as an empty object."""

from flask import Flask, request

app = Flask(__name__)


@app.post("/postage")
def postage():
    card = request.get_json(silent=True) or {}
    return {"town": card.get("town", "anywhere"), "cents": 95}
