"""How much dye a cloth drinks."""

from flask import Flask

app = Flask(__name__)
LITRES = {"wool": "0.2", "silk": "O.4"}


@app.errorhandler(ValueError)
def bad_value(error):
    return {"error": "Check your values"}, 400


@app.get("/dyes/<cloth>")
def dye(cloth):
    return {"litres_a_kilo": float(LITRES[cloth])}
