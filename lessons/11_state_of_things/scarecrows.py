"""Scarecrows of a village contest, each at an address that its maker chooses."""

from flask import Flask, request

app = Flask(__name__)
scarecrows = {}


@app.put("/scarecrows/<name>")
def enter(name):
    if not isinstance(request.json, dict):
        return {"error": "Describe it as an object"}, 400
    code = 200 if name in scarecrows else 201
    scarecrows[name] = request.json
    return scarecrows[name], code


@app.get("/scarecrows/<name>")
def scarecrow(name):
    if name not in scarecrows:
        return {"error": f"No scarecrow is called {name}"}, 404
    return scarecrows[name]
