"""Packs on the shelf of a pharmacy."""

from flask import Flask

app = Flask(__name__)
PACKS = {"aspirin": 14, "bandage": 3}


@app.get("/packs/<product>")
def packs(product):
    if product not in PACKS:
        return {"status": 404, "error": "unknown product"}
    return {"status": 200, "packs": PACKS[product]}
