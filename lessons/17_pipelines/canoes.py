"""Canoe trips, paid by card through a payment service that knows us by a key."""

from flask import Flask, request, url_for

app = Flask(__name__)
OUR_KEY = "key-of-last-year"
trips = []


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
    form = request.get_json()
    if not isinstance(form, dict) or not isinstance(form.get("card"), str):
        return {"error": "card must be a text"}, 400
    try:
        charge(form["card"])
    except PaymentError:
        return {"error": "Your card was declined"}, 402
    trips.append({"canoe": 4})
    return trips[-1], 201, {"Location": url_for("trip", number=len(trips))}


@app.get("/trips/<int:number>")
def trip(number):
    return trips[number - 1] if 0 < number <= len(trips) else ({"error": "No such trip"}, 404)
