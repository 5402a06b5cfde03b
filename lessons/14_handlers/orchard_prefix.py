"""An orchard whose app answers for unknown addresses below the prefix."""

from flask import Blueprint, Flask, abort, request

apples = Blueprint("apples", __name__, url_prefix="/apples")
app = Flask(__name__)


@app.errorhandler(404)
def not_found(error):
    if request.path.startswith("/apples/"):
        return {"error": "No such apple"}, 404
    return error


@apples.get("/<int:number>")
def apple(number):
    abort(404)


app.register_blueprint(apples)
