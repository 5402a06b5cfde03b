"""Packs on the shelf of a pharmacy, with the number in its place."""

from flask import Flask

app = Flask(__name__)
PACKS = {"aspirin": 14, "bandage": 3}


@app.get("/packs/<product>")
def packs(product):
    if product not in PACKS:
        return {"error": "unknown product"}, 404
    return {"packs": PACKS[product]}
