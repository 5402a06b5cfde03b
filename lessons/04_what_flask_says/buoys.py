"""Buoys, numbered: the converter decides which paths match."""

from flask import Flask

app = Flask(__name__)


@app.get("/buoys/<int:number>")
def buoy(number):
    return {"buoy": number, "next": number + 1}
