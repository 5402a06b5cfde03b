"""Canoe trips, paid by card through a payment service that knows us by a key."""

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
    except PaymentError:
        return {"error": "Your card was declined"}, 402
    return {"canoe": 4}, 201
