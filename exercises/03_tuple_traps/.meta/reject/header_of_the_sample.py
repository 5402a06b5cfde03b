"""Misconception: A text that was typed once fits every meter.

Believes: The answer is for another meter: X-Meter holds the same, whichever meter asked.
Fails: test_coin_meter, test_jammed_meter
"""

from flask import Flask

app = Flask(__name__)

METERS = range(1, 61)
JAMMED = {4, 19, 33}


@app.post("/meters/<int:number>/coin")
def take_coin(number):
    if number not in METERS:
        return {"error": f"There is no meter {number}."}, 404
    if number in JAMMED:
        return {"error": f"The slot of meter {number} is jammed."}, 409, {"X-Meter": "4"}
    return {"meter": number, "minutes": 12}, 200, {"X-Meter": "1"}
