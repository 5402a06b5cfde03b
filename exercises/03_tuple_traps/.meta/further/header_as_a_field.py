"""Like: header_in_the_body"""

from flask import Flask, jsonify

app = Flask(__name__)

METERS = range(1, 61)
JAMMED = {4, 19, 33}


@app.post("/meters/<int:number>/coin")
def take_coin(number):
    answer = {"X-Meter": number}
    if number not in METERS:
        answer["error"] = "unknown meter"
        return jsonify(answer), 404
    if number in JAMMED:
        answer["error"] = "jammed meter"
        return jsonify(answer), 409
    answer.update(meter=number, minutes=12)
    return jsonify(answer), 200
