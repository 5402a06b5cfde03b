"""Like: refused_inside_the_view"""

from flask import Flask, abort, jsonify, make_response, request
from flask.views import MethodView
from werkzeug.exceptions import HTTPException, MethodNotAllowed

app = Flask(__name__)

gates = {number: {"gate": number, "passages": 0} for number in range(1, 9)}


class Gate(MethodView):
    def get(self, number):
        return gates.get(number) or ({"error": "unknown gate"}, 404)

    def put(self, number):
        return {"error": "PUT is not allowed"}, 405

    post = patch = delete = put


@app.get("/gates")
def list_gates():
    return list(gates.values())


@app.post("/gates/<int:number>/passages")
def count_passage(number):
    if number not in gates:
        abort(make_response(jsonify(error="unknown gate"), 404))
    gates[number]["passages"] += 1
    return gates[number]


app.add_url_rule("/gates/<int:number>", view_func=Gate.as_view("gate"))


@app.errorhandler(405)
def wrong_method(error):
    return {"error": "wrong method"}, 405, {"Allow": ", ".join(error.valid_methods)}
