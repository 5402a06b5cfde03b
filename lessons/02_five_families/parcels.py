"""Postage for a parcel."""

from flask import Flask, request

app = Flask(__name__)


@app.post("/postage")
def postage():
    parcel = request.get_json()
    return {"euro": 2 + parcel["kilos"] * 1.5}
