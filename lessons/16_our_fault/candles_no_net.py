"""Candles, poured to order."""

from flask import Flask, request

app = Flask(__name__)


@app.post("/candles")
def pour():
    wish = request.get_json()
    if not isinstance(wish, dict) or type(wish.get("height")) is not int:
        return {"error": "height must be a whole number"}, 400
    return {"grams": wish["height"] * 9}
