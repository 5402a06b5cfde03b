"""The headers of the exception, without the one that describes its HTML page."""

from flask import Flask, abort, jsonify
from werkzeug.exceptions import HTTPException

app = Flask(__name__)

gates = {number: {"gate": number, "passages": 0} for number in range(1, 9)}


@app.get("/gates")
def list_gates():
    return list(gates.values())


@app.get("/gates/<int:number>")
def show_gate(number):
    if number not in gates:
        abort(404, f"There is no gate {number}.")
    return gates[number]


@app.post("/gates/<int:number>/passages")
def count_passage(number):
    if number not in gates:
        abort(404, f"There is no gate {number}.")
    gates[number]["passages"] += 1
    return gates[number]


@app.errorhandler(HTTPException)
def failed(error):
    kept = [(name, value) for name, value in error.get_headers() if name != "Content-Type"]
    return jsonify(error=error.description), error.code, kept
