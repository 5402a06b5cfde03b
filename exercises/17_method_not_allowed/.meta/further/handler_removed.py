"""Like: no_handler_at_all"""

from flask import Flask, abort, jsonify

app = Flask(__name__)

gates = {n: {"gate": n, "passages": 0} for n in range(1, 9)}


@app.route("/gates")
def all_gates():
    return jsonify(list(gates.values()))


@app.errorhandler(404)
def not_found(e):
    return jsonify(error="There is no such gate."), 404


def find(number):
    if number not in gates:
        abort(404)
    return gates[number]


@app.get("/gates/<int:number>")
def gate(number):
    return jsonify(find(number))


@app.post("/gates/<int:number>/passages")
def passage(number):
    found = find(number)
    found["passages"] += 1
    return jsonify(found)
