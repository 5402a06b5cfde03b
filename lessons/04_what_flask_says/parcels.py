"""A post office with one address and two methods."""

from flask import Flask

app = Flask(__name__)


@app.get("/parcels")
def waiting():
    return ["P-1", "P-2"]


@app.post("/parcels")
def hand_in():
    return {"parcel": "P-3"}, 201
