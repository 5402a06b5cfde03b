"""A stall that sells honey: ten jars are left, and nobody may buy more than 24 at once."""

from flask import Flask, request

app = Flask(__name__)
stock = {"jars": 10}


def wanted():
    form = request.json
    jars = form.get("jars") if isinstance(form, dict) else None
    return jars if type(jars) is int and jars > 0 else None


@app.post("/sales")
def sell():
    jars = wanted()
    if jars is None:
        return {"error": "jars must be a whole number from 1 up"}, 400
    if jars > 24:
        return {"error": "At most 24 jars at once"}, 422
    if jars > stock["jars"]:
        return {"error": "Not enough honey just now", "left": stock["jars"]}, 409
    stock["jars"] -= jars
    return {"sold": jars}


@app.put("/stock")
def restock():
    jars = wanted()
    if jars is None:
        return {"error": "jars must be a whole number from 1 up"}, 400
    stock["jars"] = jars
    return stock
