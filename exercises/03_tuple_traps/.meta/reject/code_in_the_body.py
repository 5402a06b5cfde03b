"""Misconception: A body that speaks of a refusal makes the answer one.

Believes: The coin was taken: the status line says 200, and no meter looks for a code in a body.
Fails: test_jammed, test_unknown
"""

from flask import Flask

app = Flask(__name__)

METERS = range(1, 61)
JAMMED = {4, 19, 33}


@app.post("/meters/<int:number>/coin")
def take_coin(number):
    if number not in METERS:
        return {"error": f"There is no meter {number}.", "code": 404}
    if number in JAMMED:
        return {"error": f"Meter {number} is jammed.", "code": 409}, {"X-Meter": number}
    return {"meter": number, "minutes": 12}, 200, {"X-Meter": number}
