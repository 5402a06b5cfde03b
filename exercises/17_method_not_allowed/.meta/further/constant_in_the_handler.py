"""Like: one_allow_for_all"""

from flask import Flask, jsonify, make_response

app = Flask(__name__)

gates = {n: {"gate": n, "passages": 0} for n in range(1, 9)}


@app.route("/gates")
def all_gates():
    return jsonify(list(gates.values()))


@app.get("/gates/<int:number>")
def gate(number):
    if number not in gates:
        return jsonify(error="no such gate"), 404
    return jsonify(gates[number])


@app.post("/gates/<int:number>/passages")
def passage(number):
    if number not in gates:
        return jsonify(error="no such gate"), 404
    gates[number]["passages"] += 1
    return jsonify(gates[number])


@app.errorhandler(405)
def not_allowed(e):
    response = make_response(jsonify(error="use GET or POST"), 405)
    response.headers["Allow"] = "GET, POST, HEAD, OPTIONS"
    return response
