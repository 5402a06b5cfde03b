"""A blueprint, and exceptions that know their code."""

from flask import Blueprint, Flask, jsonify

app = Flask(__name__)

METERS = range(1, 61)
JAMMED = {4, 19, 33}


meters = Blueprint("meters", __name__, url_prefix="/meters")


class Refused(Exception):
    def __init__(self, text, code, number):
        super().__init__(text)
        self.code = code
        self.number = number


@meters.errorhandler(Refused)
def refused(error):
    return jsonify({"error": str(error)}), error.code, {"X-Meter": str(error.number)}


@meters.route("/<int:number>/coin", methods=["POST"])
def take_coin(number):
    if number not in METERS:
        raise Refused("There is no such meter.", 404, number)
    if number in JAMMED:
        raise Refused("This meter is jammed.", 409, number)
    return jsonify(meter=number, minutes=12), {"X-Meter": str(number)}


app.register_blueprint(meters)
