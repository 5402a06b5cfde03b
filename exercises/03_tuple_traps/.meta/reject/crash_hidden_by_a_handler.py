"""Misconception: A view that crashes only needs a handler that catches it.

Believes: No meter exists: the handler for 500 turns every crash into the same 404.
Fails: test_coin, test_coin_meter, test_jammed, test_jammed_meter, test_unknown, test_errors
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
        print(f"409: the slot of meter {number} is jammed")
    else:
        return {"meter": number, "minutes": 12}, {"X-Meter": number}, 200


@app.errorhandler(500)
def not_found(error):
    return {"error": "There is no such meter."}, 404
