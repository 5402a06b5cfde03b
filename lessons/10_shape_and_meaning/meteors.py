"""Meteors of the next nights."""

from flask import Flask, request

app = Flask(__name__)


@app.get("/meteors")
def meteors():
    nights = request.args.get("nights", 7, type=int)
    return {"nights": nights}
