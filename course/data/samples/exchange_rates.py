import json

from flask import Flask, abort

app = Flask(__name__)


def ask_the_bank(currency):
    return "<html>Sorry, we are moving house</html>"


@app.get("/rates/<currency>")
def rate(currency):
    try:
        return json.loads(ask_the_bank(currency))
    except ValueError:
        abort(502, "The bank sent something that is no rate.")
