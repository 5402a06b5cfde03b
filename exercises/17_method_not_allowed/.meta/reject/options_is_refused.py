"""Misconception: OPTIONS is a method that nobody wrote, so it is refused like the others.

Believes: It may not even ask what is allowed.
Fails: test_options_tells_the_same
"""

from flask import Flask, request

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
    return {"error": f"This address takes {allow}."}, 405, {"Allow": allow}


@app.before_request
def only_what_we_wrote():
    if request.method == "OPTIONS":
        return {"error": "wrong method"}, 405, {"Allow": ", ".join(request.url_rule.methods)}
