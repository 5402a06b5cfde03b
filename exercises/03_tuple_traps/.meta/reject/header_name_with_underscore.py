"""Misconception: The name of a header may be written with an underscore for the hyphen.

Believes: The answer may be meant for any meter: X_Meter is another name than X-Meter.
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
        return {"error": f"Meter {number} is jammed."}, 409, {"X_Meter": number}
    else:
        return {"meter": number, "minutes": 12}, 200, {"X_Meter": number}
