"""Misconception: A route may name a method for which the view has no use.

Believes: Its POST did something at the gate, because it was answered 200.
Fails: test_wrong_method_at_a_gate, test_refusal_is_json, test_allow_names_what_works, test_allow_promises_no_more, test_options_tells_the_same
"""

from flask import Flask

app = Flask(__name__)

gates = {number: {"gate": number, "passages": 0} for number in range(1, 9)}


@app.get("/gates")
def list_gates():
    return list(gates.values())


@app.route("/gates/<int:number>", methods=["GET", "POST"])
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
    return {"error": f"This address takes {allow}."}, 405, {"Allow": allow}
