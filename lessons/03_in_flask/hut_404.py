"""Free beds in two mountain huts; a missing hut is 404."""

from flask import Flask

app = Flask(__name__)
FREE_BEDS = {"north": 4, "south": 0}


@app.get("/huts/<name>")
def hut(name):
    if name not in FREE_BEDS:
        return {"error": f"There is no hut {name}"}, 404
    return {"hut": name, "free": FREE_BEDS[name]}
