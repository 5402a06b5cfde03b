"""A weaving mill with a JSON handler for 404."""

from flask import Flask

app = Flask(__name__)


@app.errorhandler(404)
def not_found(error):
    return {"error": "No such loom"}, 404


@app.get("/looms")
def looms():
    return ["north", "south"]
