"""Valves of a greenhouse: every branch returns a response."""

from flask import Flask

app = Flask(__name__)
valves = {"herbs": False, "tomatoes": False}


@app.put("/valves/<name>")
def open_valve(name):
    if name not in valves:
        return {"error": f"There is no valve {name}"}, 404
    valves[name] = True
    return {"valve": name, "open": True}
