"""Like: code_alone_beside_headers"""

from flask import Flask

app = Flask(__name__)

METERS = range(1, 61)
JAMMED = {4, 19, 33}


@app.post("/meters/<int:number>/coin")
def take_coin(number):
    if number not in METERS:
        return {"error": f"There is no meter {number}."}, 404
    if number in JAMMED:
        print(f"409: the slot of meter {number} is jammed")
        return 409, {"X-Meter": number}
    return {"meter": number, "minutes": 12}, 200, {"X-Meter": number}
