"""Like: coins_add_up"""

from flask import Flask, jsonify

app = Flask(__name__)

METERS = range(1, 61)
JAMMED = {4, 19, 33}


paid = {}


@app.post("/meters/<int:number>/coin")
def take_coin(number):
    if number not in METERS:
        return jsonify(error="There is no such meter."), 404
    if number in JAMMED:
        return jsonify(error="The slot is jammed."), 409, {"X-Meter": number}
    paid[number] = paid.get(number, 0) + 12
    return jsonify(meter=number, minutes=paid[number]), 200, {"X-Meter": number}
