"""Misconception: Whatever does not fit is a wrong method.

Believes: The gate is there, and only wants another method.
Fails: test_unknown_gate
"""

from flask import Flask

app = Flask(__name__)

gates = {number: {"gate": number, "passages": 0} for number in range(1, 9)}


@app.get("/gates")
def list_gates():
    return list(gates.values())


@app.get("/gates/<int:number>")
def show_gate(number):
    if number not in gates:
        return {"error": f"Not possible at gate {number}."}, 405, {"Allow": "GET, HEAD, POST, OPTIONS"}
    return gates[number]


@app.post("/gates/<int:number>/passages")
def count_passage(number):
    if number not in gates:
        return {"error": f"Not possible at gate {number}."}, 405, {"Allow": "GET, HEAD, POST, OPTIONS"}
    gates[number]["passages"] += 1
    return gates[number]


@app.errorhandler(405)
def wrong_method(error):
    allow = ", ".join(error.valid_methods)
    return {"error": f"This address takes {allow}."}, 405, {"Allow": allow}
