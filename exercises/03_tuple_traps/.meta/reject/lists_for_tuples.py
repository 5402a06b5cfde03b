"""Misconception: A list says the same as a tuple.

Believes: Every coin was taken: code and headers have become entries of a list, and the real code is 200.
Fails: test_coin, test_coin_meter, test_jammed, test_jammed_meter, test_unknown, test_errors
"""

from flask import Flask

app = Flask(__name__)

METERS = range(1, 61)
JAMMED = {4, 19, 33}


@app.post("/meters/<int:number>/coin")
def take_coin(number):
    if number not in METERS:
        return [{"error": f"There is no meter {number}."}, 404]
    if number in JAMMED:
        return [{"error": f"The slot of meter {number} is jammed."}, 409, {"X-Meter": number}]
    else:
        return [{"meter": number, "minutes": 12}, 200, {"X-Meter": number}]
