"""One view a path that looks at the method itself, and says 405 with the methods it knows."""

from flask import Flask, jsonify, request

app = Flask(__name__)

EVERY = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

gates = {number: {"gate": number, "passages": 0} for number in range(1, 9)}


def stopped(*allowed):
    """Answer OPTIONS and wrong methods; None when the method is one of the allowed."""
    listed = (*allowed, "OPTIONS")
    if request.method in allowed:
        return None
    if request.method == "OPTIONS":
        return "", 204, {"Allow": ", ".join(listed)}
    return jsonify(error="not here", allowed=listed), 405, {"Allow": ",".join(listed)}


@app.route("/gates", methods=EVERY)
def all_gates():
    return stopped("GET", "HEAD") or jsonify(list(gates.values()))


@app.route("/gates/<int:number>", methods=EVERY)
def one_gate(number):
    if number not in gates:
        return jsonify(error="unknown gate"), 404
    return stopped("GET", "HEAD") or jsonify(gates[number])


@app.route("/gates/<int:number>/passages", methods=EVERY)
def passages(number):
    if number not in gates:
        return jsonify(error="unknown gate"), 404
    refusal = stopped("POST")
    if refusal:
        return refusal
    gates[number]["passages"] += 1
    return jsonify(gates[number])
