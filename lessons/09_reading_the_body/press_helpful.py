"""An apple press that says which label it takes."""

from flask import Flask, request

app = Flask(__name__)


@app.errorhandler(415)
def wrong_label(error):
    return {"error": "Send JSON"}, 415, {"Accept": "application/json"}


@app.post("/estimates")
def estimate():
    apples = request.get_json()
    return {"litres": apples["kilos"] * 0.6}
