"""Valves of a greenhouse: one branch returns nothing."""

from flask import Flask

app = Flask(__name__)
valves = {"herbs": False, "tomatoes": False}


@app.put("/valves/<name>")
def open_valve(name):
    if name in valves:
        valves[name] = True
        return {"valve": name, "open": True}
