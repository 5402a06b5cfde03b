"""A stall that sells honey: ten jars are left, and nobody may buy more than 24 at once."""

from flask import Flask, request

app = Flask(__name__)
stock = {"jars": 10}


@app.post("/sales")
def sell():
    jars = request.json["jars"]
    if jars > 24:
        return {"error": "At most 24 jars at once"}, 422
    if jars > stock["jars"]:
        return {"error": "Not enough honey just now", "left": stock["jars"]}, 409
    stock["jars"] -= jars
    return {"sold": jars}


@app.put("/stock")
def restock():
    stock["jars"] = request.json["jars"]
    return stock
