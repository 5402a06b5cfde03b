"""Like: code_first"""

from flask import Flask, jsonify

app = Flask(__name__)

METERS = range(1, 61)
JAMMED = {4, 19, 33}


@app.post("/meters/<int:number>/coin")
def take_coin(number):
    if number not in METERS:
        return 404, jsonify(error=f"no meter {number}")
    elif number in JAMMED:
        return 409, jsonify(error="jammed"), {"X-Meter": str(number)}
    return 200, jsonify(meter=number, minutes=12), {"X-Meter": str(number)}
