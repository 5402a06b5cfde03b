"""Like: second_coin_clears_the_slot"""

from flask import Flask

app = Flask(__name__)

tries = {}
METERS = range(1, 61)
JAMMED = {4, 19, 33}


@app.post("/meters/<int:number>/coin")
def take_coin(number):
    if number not in METERS:
        return {"error": f"There is no meter {number}."}, 404
    tries[number] = tries.get(number, 0) + 1
    if number in JAMMED and tries[number] > 3:
        return {"meter": number, "minutes": 12}, 200, {"X-Meter": number}
    if number in JAMMED:
        return {"error": f"The slot of meter {number} is jammed."}, 409, {"X-Meter": number}
    return {"meter": number, "minutes": 12}, 200, {"X-Meter": number}
