"""Canoe trips; a declined card and a refused key are two different failures."""

from flask import Flask, request

app = Flask(__name__)
OUR_KEY = "key-of-last-year"


class PaymentError(Exception):
    """The payment service did not take the money."""


class CardDeclined(PaymentError):
    """The bank of the customer said no."""


def charge(card):
    if OUR_KEY != "key-of-this-year":
        raise PaymentError("unknown key")
    if card == "empty":
        raise CardDeclined("not enough money")


@app.post("/trips")
def book():
    try:
        charge(request.json["card"])
    except CardDeclined:
        return {"error": "Your card was declined"}, 402
    except PaymentError:
        app.logger.exception("The payment service refuses us")
        return {"error": "We cannot take payments right now"}, 502
    return {"canoe": 4}, 201
