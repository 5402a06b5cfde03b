"""Misconception: Allow names only the methods that the author wrote into the routes.

Believes: HEAD and OPTIONS do not work here.
Fails: test_allow_names_what_works
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
    allow = ", ".join(set(error.valid_methods) - {"HEAD", "OPTIONS"})
    return {"error": f"This address takes {allow}."}, 405, {"Allow": allow}
