"""Lanterns along a path, with a safety net for everything."""

from flask import Flask, request, url_for

app = Flask(__name__)
names = ["oak", "bend", "gate"]


@app.errorhandler(Exception)
def safety_net(error):
    return {"error": "Something broke. We are sorry"}, 500


@app.get("/lanterns/")
def lanterns():
    return names


@app.post("/lanterns/")
def hang():
    names.append(request.get_json()["name"])
    return {"name": names[-1]}, 201, {"Location": url_for("lantern", number=len(names))}


@app.get("/lanterns/<int:number>")
def lantern(number):
    return {"name": names[number - 1]}
