"""Like: handler_drops_allow"""

from flask import Flask, jsonify

app = Flask(__name__)

gates = {n: {"gate": n, "passages": 0} for n in range(1, 9)}


@app.route("/gates")
def all_gates():
    return jsonify(list(gates.values()))


@app.route("/gates/<int:number>", methods=["GET"])
def gate(number):
    if number in gates:
        return jsonify(gates[number])
    return jsonify(error="unknown gate"), 404


@app.route("/gates/<int:number>/passages", methods=["POST"])
def passage(number):
    if number not in gates:
        return jsonify(error="unknown gate"), 404
    gates[number]["passages"] += 1
    return jsonify(gates[number])


@app.errorhandler(405)
def not_allowed(e):
    response = jsonify({"error": "method not allowed"})
    response.status_code = 405
    return response
