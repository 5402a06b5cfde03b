"""The bells of a tower, with a JSON handler for wrong methods."""

from flask import Flask

app = Flask(__name__)


@app.errorhandler(405)
def wrong_method(error):
    return {"error": "This bell does not take that method"}, 405


@app.get("/bells")
def bells():
    return ["hour", "fire"]
