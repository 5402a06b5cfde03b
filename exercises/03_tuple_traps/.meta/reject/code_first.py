"""Misconception: Body, code and headers may stand in any order and form.

Believes: The server is broken: Flask tells the three apart by position and kind, cannot here, and says 500.
Fails: test_coin, test_coin_meter, test_jammed, test_jammed_meter, test_unknown, test_errors, test_never_500
"""

from flask import Flask

app = Flask(__name__)

METERS = range(1, 61)
JAMMED = {4, 19, 33}


@app.post("/meters/<int:number>/coin")
def take_coin(number):
    if number not in METERS:
        return 404, {"error": f"There is no meter {number}."}
    if number in JAMMED:
        return 409, {"error": f"The slot of meter {number} is jammed."}, {"X-Meter": number}
    return 200, {"meter": number, "minutes": 12}, {"X-Meter": number}
