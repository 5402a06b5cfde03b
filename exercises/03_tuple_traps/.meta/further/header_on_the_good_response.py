"""Like: header_on_success_only"""

from flask import Flask, jsonify, make_response

app = Flask(__name__)

METERS = range(1, 61)
JAMMED = {4, 19, 33}


@app.post("/meters/<int:number>/coin")
def take_coin(number):
    if number not in METERS:
        return make_response(jsonify(error="unknown meter"), 404)
    if number in JAMMED:
        return make_response(jsonify(error="jammed"), 409)
    response = make_response(jsonify(meter=number, minutes=12))
    response.headers["X-Meter"] = str(number)
    return response
