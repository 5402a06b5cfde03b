"""Mountain treks: an office holds a guide back for us, then the card is charged."""

from flask import Flask, request

app = Flask(__name__)
guide_office = []


def hold(day):
    guide_office.append(day)


def release(day):
    guide_office.remove(day)


def charge(card):
    if card == "slow":
        raise TimeoutError("no answer within 2 seconds")
    return card != "empty"


@app.errorhandler(TimeoutError)
def too_slow(error):
    return {"error": "The payment service is too slow"}, 504


@app.post("/treks")
def book():
    trek = request.json
    hold(trek["day"])
    if not charge(trek["card"]):
        release(trek["day"])
        return {"error": "The card was declined"}, 402
    return {"day": trek["day"]}, 201


@app.get("/guides")
def guides():
    return {"held": guide_office}
