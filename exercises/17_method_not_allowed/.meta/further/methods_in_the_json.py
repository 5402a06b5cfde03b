"""Like: allow_in_the_body"""

from flask import Flask, jsonify

app = Flask(__name__)

gates = {n: {"gate": n, "passages": 0} for n in range(1, 9)}


@app.route("/gates")
def all_gates():
    return jsonify(list(gates.values()))


@app.get("/gates/<int:number>")
def gate(number):
    found = gates.get(number)
    return found if found else (jsonify(error="unknown"), 404)


@app.post("/gates/<int:number>/passages")
def passage(number):
    if number not in gates:
        return jsonify(error="unknown"), 404
    gates[number]["passages"] += 1
    return gates[number]


@app.errorhandler(405)
def wrong_method(error):
    body = {"error": "This method does not work here.", "Allow": ", ".join(error.valid_methods)}
    return jsonify(body), 405
