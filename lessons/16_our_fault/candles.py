"""Candles, poured to order."""

from flask import Flask, request

app = Flask(__name__)


@app.post("/candles")
def pour():
    try:
        height = request.get_json()["height"]
        return {"grams": height * 9}
    except Exception as error:
        app.logger.error(f"Candle failed: {error}")
        return {"error": "Internal server error"}, 500
