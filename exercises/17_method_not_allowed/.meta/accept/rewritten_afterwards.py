"""after_request gives every HTML error a JSON body; the headers stay untouched."""

import json

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


@app.after_request
def json_errors(response):
    if response.status_code >= 400 and response.mimetype == "text/html":
        response.data = json.dumps({"error": response.status})
        response.mimetype = "application/json"
    return response
