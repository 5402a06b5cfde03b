"""A register of comets that tells a new comet from a known one."""

from flask import Flask, request, url_for

app = Flask(__name__)
comets = {}


@app.post("/comets")
def report():
    name = request.json["name"]
    if name in comets:
        comets[name]["sightings"] += 1
        return comets[name], 200
    comets[name] = {"name": name, "sightings": 1}
    return comets[name], 201, {"Location": url_for("show", name=name)}


@app.get("/comets/<name>")
def show(name):
    if name not in comets:
        return {"error": f"Nobody has reported {name}"}, 404
    return comets[name]
