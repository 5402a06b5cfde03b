"""The festival, where every application gets the same answer."""

from flask import Flask, request

app = Flask(__name__)
bands = {"Foxglove": {"announced": False}, "Tin Roof": {"announced": True}}
to_sort_out = []


@app.get("/bands/<name>")
def band(name):
    if name not in bands or not bands[name]["announced"]:
        return {"error": "No such band"}, 404
    return {"band": name}


@app.post("/applications")
def apply():
    to_sort_out.append(request.json)
    return {"message": "We will write to you"}, 202
