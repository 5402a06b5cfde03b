"""Like: bare_abort"""

from flask import Flask

app = Flask(__name__)

METERS = range(1, 61)
JAMMED = {4, 19, 33}


@app.post("/meters/<int:number>/coin")
def take_coin(number):
    if number not in METERS:
        return "There is no such meter.", 404
    if number in JAMMED:
        return "This meter is jammed.", 409
    else:
        return {"meter": number, "minutes": 12}, 200, {"X-Meter": number}
