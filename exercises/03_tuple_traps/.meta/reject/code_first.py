"""Misconception: The code comes first, as in the status line.

Believes: The server is broken: a tuple that begins with a number has no body, so the answer is 500.
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
