"""Like: code_in_the_body"""

from flask import Flask

app = Flask(__name__)

METERS = range(1, 61)
JAMMED = {4, 19, 33}


@app.post("/meters/<int:number>/coin")
def take_coin(number):
    if number not in METERS:
        return {"error": "no such meter"}, {"status": "404"}
    if number in JAMMED:
        return {"error": "jammed"}, {"status": "409", "X-Meter": str(number)}
    return {"meter": number, "minutes": 12}, {"X-Meter": str(number)}
