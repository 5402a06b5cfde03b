"""Misconception: The right number is enough, wherever its branch puts it.

Believes: The server is broken for a meter that does not exist: what Flask gets there is no answer.
Fails: test_unknown, test_errors, test_never_500
"""

from flask import Flask

app = Flask(__name__)

METERS = range(1, 61)
JAMMED = {4, 19, 33}


@app.post("/meters/<int:number>/coin")
def take_coin(number):
    if number not in METERS:
        return 404
    if number in JAMMED:
        return {"error": f"The slot of meter {number} is jammed."}, 409, {"X-Meter": number}
    else:
        return {"meter": number, "minutes": 12}, 200, {"X-Meter": number}
