"""Like: number_sent_back_as_it_came"""

from flask import Flask

app = Flask(__name__)

METERS = range(1, 61)
JAMMED = {4, 19, 33}


@app.post("/meters/<number>/coin")
def take_coin(number):
    if int(number) not in METERS:
        return {"error": f"There is no meter {number}."}, 404
    if int(number) in JAMMED:
        return {"error": f"The slot of meter {number} is jammed."}, 409, {"X-Meter": number}
    return {"meter": number, "minutes": 12}, 200, {"X-Meter": number}
