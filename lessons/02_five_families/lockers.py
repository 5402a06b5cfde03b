"""Parcel lockers, with two codes that somebody made up."""

from flask import Flask

app = Flask(__name__)


@app.get("/lockers/<int:number>")
def locker(number):
    if number == 7:
        return {"error": "the door is jammed"}, 471
    if number == 8:
        return {"error": "unknown hardware"}, 999
    return {"locker": number, "open": False}
