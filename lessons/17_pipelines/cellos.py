"""A shop hires out cellos. Many things can go wrong, and `hire` knows nothing of HTTP."""

from flask import Flask, request, url_for

app = Flask(__name__)
on_shelf = {"amati": True, "busch": False}
hires = []


class HireFailed(Exception): ...


class BadForm(HireFailed): ...


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
    BadForm: (400, {}),
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
    form = request.get_json()
    kinds = [type(form.get(key)) for key in ("cello", "card", "days")] if isinstance(form, dict) else []
    if kinds != [str, str, int]:
        raise BadForm("cello and card are texts, days is a whole number")
    hire(form["cello"], form["card"], form["days"])
    hires.append({"cello": form["cello"]})
    return hires[-1], 201, {"Location": url_for("look", number=len(hires))}


@app.get("/hires/<int:number>")
def look(number):
    return hires[number - 1] if 0 < number <= len(hires) else ({"error": "No such hire"}, 404)
