"""A car wash, one answer of four families."""

from flask import Flask, redirect

app = Flask(__name__)
BAYS = {1: "free", 2: "busy"}


@app.get("/bays/<int:bay>")
def state(bay):
    if bay == 3:
        return {"error": "bay 3 has no water"}, 503
    if bay not in BAYS:
        return {"error": "there is no such bay"}, 404
    return {"bay": bay, "state": BAYS[bay]}


@app.get("/bays/next")
def next_bay():
    return redirect("/bays/1")
