"""Postage for a parcel, with a look at the parcel first."""

from flask import Flask, request

app = Flask(__name__)


@app.post("/postage")
def postage():
    parcel = request.get_json()
    kilos = parcel.get("kilos") if isinstance(parcel, dict) else None
    if type(kilos) not in (int, float):
        return {"error": "kilos must be a number"}, 400
    return {"euro": 2 + kilos * 1.5}
