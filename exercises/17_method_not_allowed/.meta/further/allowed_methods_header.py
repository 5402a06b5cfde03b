"""Like: allow_in_the_body"""

from flask import Flask, abort, jsonify, make_response, request
from flask.views import MethodView
from werkzeug.exceptions import HTTPException, MethodNotAllowed

app = Flask(__name__)

gates = {number: {"gate": number, "passages": 0} for number in range(1, 9)}


@app.get("/gates")
def list_gates():
    return jsonify(list(gates.values()))


@app.get("/gates/<int:number>")
def show_gate(number):
    if number not in gates:
        return jsonify(error="unknown gate"), 404
    return jsonify(gates[number])


@app.post("/gates/<int:number>/passages")
def count_passage(number):
    if number not in gates:
        return jsonify(error="unknown gate"), 404
    gates[number]["passages"] += 1
    return jsonify(gates[number])


@app.errorhandler(405)
def wrong_method(error):
    response = make_response({"error": "wrong method", "allowed_methods": error.valid_methods}, 405)
    response.headers["Access-Control-Allow-Methods"] = ", ".join(error.valid_methods)
    return response
