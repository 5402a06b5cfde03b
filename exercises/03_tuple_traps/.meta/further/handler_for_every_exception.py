"""Like: crash_hidden_by_a_handler"""

from flask import Flask, jsonify

app = Flask(__name__)

METERS = range(1, 61)
JAMMED = {4, 19, 33}


@app.errorhandler(Exception)
def bad_meter(exc):
    return jsonify(error="This meter does not work."), 404


@app.post("/meters/<int:number>/coin")
def take_coin(number):
    if number not in METERS:
        return 404
    if number in JAMMED:
        return 409
    return {"meter": number, "minutes": 12}, {"X-Meter": number}, 200
