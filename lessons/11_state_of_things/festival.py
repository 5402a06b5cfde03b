"""A festival: bands apply by name, and the programme is secret until a band is announced."""

from flask import Flask, request

app = Flask(__name__)
bands = {"Foxglove": {"announced": False}, "Tin Roof": {"announced": True}}


@app.get("/bands/<name>")
def band(name):
    if name not in bands or not bands[name]["announced"]:
        return {"error": "No such band"}, 404
    return {"band": name}


@app.post("/applications")
def apply():
    name = request.json["band"]
    if name in bands:
        return {"error": "That name is taken"}, 409
    bands[name] = {"announced": False}
    return {"message": "We will write to you"}, 202
