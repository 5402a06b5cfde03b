"""View classes, whose methods are the methods of the address; Allow is spread over several lines."""

from flask import Flask, jsonify
from flask.views import MethodView

app = Flask(__name__)

gates = {number: {"gate": number, "passages": 0} for number in range(1, 9)}


class NoGate(Exception):
    pass


def find(number):
    try:
        return gates[number]
    except KeyError:
        raise NoGate(number) from None


class Gates(MethodView):
    def get(self):
        return jsonify(list(gates.values()))


class Gate(MethodView):
    def get(self, number):
        return find(number)


class Passages(MethodView):
    def post(self, number):
        gate = find(number)
        gate["passages"] += 1
        return gate


app.add_url_rule("/gates", view_func=Gates.as_view("gates"))
app.add_url_rule("/gates/<int:number>", view_func=Gate.as_view("gate"))
app.add_url_rule("/gates/<int:number>/passages", view_func=Passages.as_view("passages"))


@app.errorhandler(NoGate)
def no_gate(error):
    return {"error": f"no gate {error}"}, 404


@app.errorhandler(405)
def wrong_method(error):
    response = jsonify(error="wrong method")
    response.status_code = 405
    response.headers.setlist("Allow", error.valid_methods)
    return response
