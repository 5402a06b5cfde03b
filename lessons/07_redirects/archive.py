"""A stamp archive with more than one kind of pointer."""

from flask import Flask, redirect

app = Flask(__name__)


@app.get("/stamps/old")
def old():
    return redirect("/stamps/new")


@app.get("/stamps/new")
def new():
    return redirect("/stamps/old")


@app.get("/stamps/3")
def stamp():
    formats = ["/stamps/3.png", "/stamps/3.pdf"]
    return formats, 300, {"Location": formats[0]}


@app.get("/stamps/lost")
def lost():
    return redirect("/stamps/new", code=404)
