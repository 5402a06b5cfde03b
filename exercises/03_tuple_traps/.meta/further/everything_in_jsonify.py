"""Like: all_inside_jsonify"""

from flask import Flask, jsonify

app = Flask(__name__)

METERS = range(1, 61)
JAMMED = {4, 19, 33}


@app.post("/meters/<int:meter>/coin")
def take_coin(meter):
    headers = {"X-Meter": str(meter)}
    if meter not in METERS:
        return jsonify({"error": "no such meter"}, 404, headers)
    if meter in JAMMED:
        return jsonify({"error": "slot jammed"}, 409, headers)
    return jsonify({"meter": meter, "minutes": 12}, 200, headers)
