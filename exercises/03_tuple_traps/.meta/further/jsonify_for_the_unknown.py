"""Like: unknown_inside_jsonify"""

from flask import Flask, jsonify

app = Flask(__name__)

METERS = range(1, 61)
JAMMED = {4, 19, 33}


@app.post("/meters/<int:number>/coin")
def take_coin(number):
    if number not in METERS:
        return jsonify({"error": f"There is no meter {number}"}, 404)
    if number in JAMMED:
        return jsonify({"error": f"meter {number} is jammed"}), 409, {"X-Meter": number}
    return jsonify({"meter": number, "minutes": 12}), 200, {"X-Meter": number}
