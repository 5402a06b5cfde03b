"""Misconception: The TypeError is raised in the view, so the view can catch it.

Believes: The server is broken: Flask judges a return value when the view is over, out of reach of its except.
Fails: test_coin, test_coin_meter, test_jammed, test_jammed_meter, test_unknown, test_errors, test_never_500
"""

from flask import Flask

app = Flask(__name__)

METERS = range(1, 61)
JAMMED = {4, 19, 33}


@app.post("/meters/<int:number>/coin")
def take_coin(number):
    try:
        if number not in METERS:
            return 404
        if number in JAMMED:
            return 409
        return {"meter": number, "minutes": 12}, {"X-Meter": number}, 200
    except TypeError:
        return {"error": "This coin was refused."}, 404
