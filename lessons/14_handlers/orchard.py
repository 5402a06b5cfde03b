"""An orchard whose apples live in a blueprint."""

from flask import Blueprint, Flask, abort

apples = Blueprint("apples", __name__, url_prefix="/apples")
app = Flask(__name__)


@apples.errorhandler(404)
def no_apple(error):
    return {"error": "No such apple"}, 404


@apples.get("/<int:number>")
def apple(number):
    abort(404)


app.register_blueprint(apples)
