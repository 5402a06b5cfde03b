"""A register of comets: whoever sees one reports it."""

from flask import Flask, request, url_for

app = Flask(__name__)
comets = {}


@app.post("/comets")
def report():
    name = request.json["name"]
    comet = comets.setdefault(name, {"name": name, "sightings": 0})
    comet["sightings"] += 1
    return comet, 201, {"Location": url_for("show", name=name)}


@app.get("/comets/<name>")
def show(name):
    if name not in comets:
        return {"error": f"Nobody has reported {name}"}, 404
    return comets[name]
