"""Lockers of a pool: the path as Flask writes it."""

from flask import Flask

app = Flask(__name__)


@app.get("/lockers/<int:number>")
def locker(number: int):
    return {"locker": number}
