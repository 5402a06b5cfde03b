"""The map of routes is asked for the methods of the address."""

from flask import Flask, make_response, request
from werkzeug.exceptions import MethodNotAllowed

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


@app.errorhandler(MethodNotAllowed)
def wrong_method(error):
    response = make_response({"error": f"{request.method} does not work here."}, error.code)
    response.allow.update(app.create_url_adapter(request).allowed_methods())
    return response
