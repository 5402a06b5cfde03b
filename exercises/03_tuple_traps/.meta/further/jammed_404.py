"""Like: jammed_is_not_found"""

from flask import Flask, jsonify

app = Flask(__name__)

METERS = range(1, 61)
JAMMED = {4, 19, 33}


@app.post("/meters/<int:number>/coin")
def take_coin(number):
    headers = {"X-Meter": str(number)}
    works = number in METERS and number not in JAMMED
    if not works:
        return jsonify(error=f"Meter {number} not found"), 404, headers
    return jsonify(meter=number, minutes=12), 200, headers
