"""Like: refused_inside_the_view"""

from flask import Flask, jsonify, request

app = Flask(__name__)

gates = {n: {"gate": n, "passages": 0} for n in range(1, 9)}


@app.route("/gates")
def all_gates():
    return jsonify(list(gates.values()))


METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def error(text, code):
    return jsonify(error=text), code


@app.route("/gates/<int:number>", methods=METHODS)
def gate(number):
    if number not in gates:
        return error("There is no such gate.", 404)
    if request.method == "GET" or request.method == "HEAD":
        return jsonify(gates[number])
    return error("Method not allowed.", 405)


@app.post("/gates/<int:number>/passages")
def passage(number):
    if number not in gates:
        return error("There is no such gate.", 404)
    gates[number]["passages"] += 1
    return jsonify(gates[number])


@app.errorhandler(405)
def wrong_method(e):
    return jsonify(error="Method not allowed."), 405, {"Allow": ", ".join(e.valid_methods)}
