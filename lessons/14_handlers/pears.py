"""An orchard: the pears answer in JSON, the shop window in HTML."""

from flask import Blueprint, Flask, abort
from werkzeug.exceptions import HTTPException

pears = Blueprint("pears", __name__, url_prefix="/pears")
app = Flask(__name__)


@pears.errorhandler(HTTPException)
def as_json(error):
    return {"error": error.description}, error.code


@app.errorhandler(404)
def page(error):
    return "<h1>Our shop has no such page</h1>", 404


@pears.get("/<int:number>")
def pear(number):
    abort(404, f"There is no pear {number}")


app.register_blueprint(pears)
