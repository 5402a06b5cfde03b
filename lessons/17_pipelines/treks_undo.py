"""Mountain treks: whatever happens after the hold, the guide is free again unless all went well."""

from contextlib import ExitStack

from flask import Flask, request

app = Flask(__name__)
guide_office = []
booked = []


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
    trek = request.get_json()
    if not isinstance(trek, dict) or [type(trek.get(key)) for key in ("day", "card")] != [str, str]:
        return {"error": "day and card must be texts"}, 400
    with ExitStack() as undo:
        hold(trek["day"])
        undo.callback(release, trek["day"])
        if not charge(trek["card"]):
            return {"error": "The card was declined"}, 402
        undo.pop_all()
    booked.append(trek["day"])
    return {"day": trek["day"]}, 201, {"Location": f"/treks/{len(booked)}"}


@app.get("/treks/<int:number>")
def show(number):
    return {"day": booked[number - 1]} if 0 < number <= len(booked) else ({"error": "No such trek"}, 404)


@app.get("/guides")
def guides():
    return {"held": guide_office}
