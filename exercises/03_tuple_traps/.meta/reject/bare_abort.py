"""Misconception: A refusal with the right code is complete.

Believes: The codes are right, but the explanation is no JSON, and the jammed meter is not named.
Fails: test_jammed_meter, test_errors
"""

from flask import Flask, abort

app = Flask(__name__)

METERS = range(1, 61)
JAMMED = {4, 19, 33}


@app.post("/meters/<int:number>/coin")
def take_coin(number):
    if number not in METERS:
        abort(404)
    if number in JAMMED:
        abort(409)
    return {"meter": number, "minutes": 12}, 200, {"X-Meter": number}
