"""Like: code_in_the_body"""

from flask import Flask

app = Flask(__name__)

METERS = range(1, 61)
JAMMED = {4, 19, 33}


@app.post("/meters/<int:number>/coin")
def take_coin(number):
    if number not in METERS:
        return {"error": f"There is no meter {number}."}
    if number in JAMMED:
        return {"error": f"The slot of meter {number} is jammed."}, {"X-Meter": number}
    else:
        return {"meter": number, "minutes": 12}, 200, {"X-Meter": number}
