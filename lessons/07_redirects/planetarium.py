"""A planetarium: one address that points to tonight's show."""

from flask import Flask, redirect

app = Flask(__name__)
views = {"saturn": 0}


@app.get("/tonight")
def tonight():
    return redirect("/shows/saturn")


@app.get("/shows/<name>")
def show(name):
    views[name] += 1
    return {"show": name}


@app.get("/views")
def counted():
    return views
