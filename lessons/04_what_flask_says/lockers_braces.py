"""Lockers of a pool: the path as another framework writes it."""

from flask import Flask

app = Flask(__name__)


@app.get("/lockers/{number}")
def locker(number: int):
    return {"locker": number}
