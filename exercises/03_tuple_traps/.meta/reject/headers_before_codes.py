"""Misconception: Flask tells headers and code apart wherever they stand.

Believes: The server breaks on every coin, in good meters and in jammed ones.
Fails: test_coin, test_coin_meter, test_jammed, test_jammed_meter, test_unknown, test_errors, test_never_500
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
        return {"error": f"The slot of meter {number} is jammed."}, {"X-Meter": number}, 409
    else:
        return {"meter": number, "minutes": 12}, {"X-Meter": number}, 200
