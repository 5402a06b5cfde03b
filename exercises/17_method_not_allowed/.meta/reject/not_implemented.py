"""Misconception: A method that was never written is 501 Not Implemented.

Believes: This server knows the method nowhere, so it does not try it at any other address.
Fails: test_wrong_method_at_a_gate, test_wrong_method_elsewhere
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
        return {"error": f"There is no gate {number}."}, 404
    return gates[number]


@app.post("/gates/<int:number>/passages")
def count_passage(number):
    if number not in gates:
        return {"error": f"There is no gate {number}."}, 404
    gates[number]["passages"] += 1
    return gates[number]


@app.errorhandler(405)
def wrong_method(error):
    allow = ", ".join(error.valid_methods)
    return {"error": f"This address takes {allow}."}, 501, {"Allow": allow}
