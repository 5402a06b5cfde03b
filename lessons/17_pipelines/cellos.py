"""A shop hires out cellos. Four things can go wrong, and `hire` knows nothing of HTTP."""

from flask import Flask, request

app = Flask(__name__)
on_shelf = {"amati": True, "busch": False}


class HireFailed(Exception): ...


class UnknownCello(HireFailed): ...


class HiredOut(HireFailed): ...


class CardDeclined(HireFailed): ...


class InsurerAway(HireFailed): ...


def hire(cello, card, days):
    if cello not in on_shelf:
        raise UnknownCello("We have no such cello")
    if not on_shelf[cello]:
        raise HiredOut("Somebody has it until May")
    if days > 90:
        raise InsurerAway("Long hires need the insurer, who is away for five minutes")
    if card == "empty":
        raise CardDeclined("The bank declined this card")
    on_shelf[cello] = False


ANSWERS = {
    UnknownCello: (422, {}),
    HiredOut: (409, {}),
    CardDeclined: (402, {}),
    InsurerAway: (503, {"Retry-After": "300"}),
}


@app.errorhandler(HireFailed)
def refuse(error):
    code, headers = ANSWERS[type(error)]
    return {"error": str(error)}, code, headers


@app.post("/hires")
def order():
    form = request.json
    hire(form["cello"], form["card"], form["days"])
    return {"cello": form["cello"]}, 201
