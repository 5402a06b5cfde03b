"""Mountain treks: whatever happens after the hold, the guide is free again unless all went well."""

from contextlib import ExitStack

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
    with ExitStack() as undo:
        hold(trek["day"])
        undo.callback(release, trek["day"])
        if not charge(trek["card"]):
            return {"error": "The card was declined"}, 402
        undo.pop_all()
    return {"day": trek["day"]}, 201


@app.get("/guides")
def guides():
    return {"held": guide_office}
