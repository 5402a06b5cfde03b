"""Like: not_implemented"""

from flask import Flask, jsonify

app = Flask(__name__)

gates = {n: {"gate": n, "passages": 0} for n in range(1, 9)}


@app.route("/gates")
def all_gates():
    return jsonify(list(gates.values()))


@app.get("/gates/<int:n>")
def gate(n):
    if n not in gates:
        return {"error": "no gate"}, 404
    return gates[n]


@app.post("/gates/<int:n>/passages")
def passage(n):
    if n not in gates:
        return {"error": "no gate"}, 404
    gates[n]["passages"] = gates[n]["passages"] + 1
    return gates[n]


@app.errorhandler(405)
def unknown_method(e):
    headers = {"Allow": ", ".join(e.valid_methods)}
    return {"error": "not implemented"}, 501, headers
