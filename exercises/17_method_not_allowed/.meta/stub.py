"""The ticket gates of a station. Run it: flask --app exercises/17_method_not_allowed/app run"""

from flask import Flask, request

app = Flask(__name__)

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]

gates = {number: {"gate": number, "passages": 0} for number in range(1, 9)}


@app.get("/gates")
def list_gates():
    return list(gates.values())


@app.route("/gates/<int:number>", methods=METHODS)
def show_gate(number):
    if number in gates and request.method in ("GET", "HEAD"):
        return gates[number]
    return {"error": f"There is no gate {number}."}, 404


@app.post("/gates/<int:number>/passages")
def count_passage(number):
    if number not in gates:
        return {"error": f"There is no gate {number}."}, 404
    gates[number]["passages"] += 1
    return gates[number]


@app.errorhandler(405)
def wrong_method(error):
    return {"error": "This address does not take that method."}, 405
