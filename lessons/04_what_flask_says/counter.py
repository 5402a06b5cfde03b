"""A post office counter: one address with two methods."""

from flask import Flask

app = Flask(__name__)
waiting = ["A12", "A13", "A14"]


@app.get("/queue")
def queue():
    return waiting


@app.post("/queue")
def call_next():
    return {"now": waiting.pop(0)}
