"""Misconception: What Flask says about a wrong method is good enough for an API.

Believes: It was refused, and the reason stands in a page of HTML that it cannot read.
Fails: test_refusal_is_json
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
    return error, 405
