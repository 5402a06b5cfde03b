"""Meteors of the next nights: only digits may pass."""

from flask import Flask, request

app = Flask(__name__)


@app.get("/meteors")
def meteors():
    nights = request.args.get("nights", "7")
    if not nights.isdigit():
        return {"error": "nights must be a number"}, 400
    return {"nights": int(nights)}
