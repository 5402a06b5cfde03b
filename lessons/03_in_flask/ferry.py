"""A harbour office: three kinds of value that a view may return."""

from flask import Flask

app = Flask(__name__)


@app.get("/")
def welcome():
    return "Harbour office, open until six"


@app.get("/ferries")
def ferries():
    return ["Merlin", "Osprey"]


@app.get("/ferries/merlin")
def merlin():
    return {"name": "Merlin", "seats": 120}


@app.get("/ferries/osprey")
def osprey():
    return '{"name": "Osprey", "seats": 80}'
