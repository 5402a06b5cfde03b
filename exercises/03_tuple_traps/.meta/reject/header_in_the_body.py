"""Misconception: A field of the body is as good as a header.

Believes: The answer may be meant for any meter: it has no X-Meter to compare with.
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
        return {"error": f"Meter {number} is jammed.", "X-Meter": number}, 409
    return {"meter": number, "minutes": 12, "X-Meter": number}, 200
