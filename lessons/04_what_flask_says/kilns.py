"""Kilns of a pottery: two ways to miss a key."""

from flask import Flask, request

app = Flask(__name__)
HEAT = {"small": 980, "large": 1240}


@app.get("/kilns/<name>")
def kiln(name):
    return {"kiln": name, "celsius": HEAT[name]}


@app.get("/glazes")
def glazes():
    return {"colour": request.args["colour"]}
