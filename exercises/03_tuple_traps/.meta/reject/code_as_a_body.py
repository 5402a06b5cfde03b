"""Misconception: Flask reads "404" as the code 404.

Believes: The coin was taken: the code is 200, and "404" is the whole text of the answer.
Fails: test_jammed, test_jammed_meter, test_unknown, test_errors
"""

from flask import Flask

app = Flask(__name__)

METERS = range(1, 61)
JAMMED = {4, 19, 33}


@app.post("/meters/<int:number>/coin")
def take_coin(number):
    if number not in METERS:
        return "404"
    if number in JAMMED:
        return "409"
    return {"meter": number, "minutes": 12}, 200, {"X-Meter": number}
