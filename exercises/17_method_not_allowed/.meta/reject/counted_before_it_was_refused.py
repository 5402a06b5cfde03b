"""Misconception: A refusal may come after the work.

Believes: Nothing was counted, because 405 says so. In fact the counter is one higher.
Fails: test_refused_changes_nothing
"""

from flask import Flask, request
from werkzeug.exceptions import MethodNotAllowed

app = Flask(__name__)

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

gates = {number: {"gate": number, "passages": 0} for number in range(1, 9)}


@app.get("/gates")
def list_gates():
    return list(gates.values())


@app.get("/gates/<int:number>")
def show_gate(number):
    if number not in gates:
        return {"error": f"There is no gate {number}."}, 404
    return gates[number]


@app.route("/gates/<int:number>/passages", methods=METHODS, provide_automatic_options=False)
def count_passage(number):
    if number not in gates:
        return {"error": f"There is no gate {number}."}, 404
    if request.method == "OPTIONS":
        return "", 204, {"Allow": "POST, OPTIONS"}
    gates[number]["passages"] += 1
    if request.method != "POST":
        raise MethodNotAllowed(["POST", "OPTIONS"])
    return gates[number]


@app.errorhandler(405)
def wrong_method(error):
    allow = ", ".join(error.valid_methods)
    return {"error": f"This address takes {allow}."}, 405, {"Allow": allow}
