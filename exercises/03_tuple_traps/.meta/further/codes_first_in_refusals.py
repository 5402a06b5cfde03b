"""Like: code_first"""

from flask import Flask

app = Flask(__name__)

METERS = range(1, 61)
JAMMED = {4, 19, 33}


@app.post("/meters/<int:number>/coin")
def take_coin(number):
    if number not in METERS:
        return 404, {"error": "Unknown."}
    if number in JAMMED:
        return 409, {"error": "Jammed."}, {"X-Meter": number}
    else:
        return {"meter": number, "minutes": 12}, 200, {"X-Meter": number}
