"""Misconception: str() of a list is the list as HTTP writes it.

Believes: There is a method called ['GET', with a bracket and a quotation mark.
Fails: test_allow_names_what_works, test_allow_promises_no_more
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
    return {"error": error.description}, 405, {"Allow": str(error.valid_methods)}
