"""make_response, then the header."""

from http import HTTPStatus

from flask import Flask, jsonify, make_response

app = Flask(__name__)

METERS = range(1, 61)
JAMMED = {4, 19, 33}


@app.post("/meters/<int:number>/coin")
def take_coin(number):
    if number not in METERS:
        return make_response({"error": "no such meter"}, 404)
    if number in JAMMED:
        response = make_response(jsonify(error="jammed"), HTTPStatus.CONFLICT)
    else:
        response = make_response(jsonify(meter=number, minutes=12))
    response.headers["X-Meter"] = str(number)
    return response
