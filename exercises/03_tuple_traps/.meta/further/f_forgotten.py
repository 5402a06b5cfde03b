"""Like: name_in_quotation_marks"""

from flask import Flask

app = Flask(__name__)

METERS = range(1, 61)
JAMMED = {4, 19, 33}


@app.post("/meters/<int:number>/coin")
def take_coin(number):
    headers = {"X-Meter": "{number}"}
    if number not in METERS:
        return {"error": f"There is no meter {number}"}, 404
    if number in JAMMED:
        return {"error": f"The slot of meter {number} is jammed"}, 409, headers
    return {"meter": number, "minutes": 12}, 200, headers
