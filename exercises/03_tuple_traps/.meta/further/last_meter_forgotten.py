"""Like: last_meter_is_left_out"""

from flask import Flask, jsonify

app = Flask(__name__)

METERS = range(1, 61)
JAMMED = {4, 19, 33}


@app.post("/meters/<int:number>/coin")
def take_coin(number):
    if not 1 <= number < 60:
        return jsonify(error="no such meter"), 404
    if number in JAMMED:
        return jsonify(error="jammed"), 409, {"X-Meter": number}
    return jsonify(meter=number, minutes=12), 200, {"X-Meter": number}
