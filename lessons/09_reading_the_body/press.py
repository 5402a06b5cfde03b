"""An apple press: how much juice will it be?"""

from flask import Flask, request

app = Flask(__name__)


@app.post("/estimates")
def estimate():
    apples = request.get_json()
    return {"litres": apples["kilos"] * 0.6}
