"""Free beds in two mountain huts; a missing hut is answered without a code."""

from flask import Flask

app = Flask(__name__)
FREE_BEDS = {"north": 4, "south": 0}


@app.get("/huts/<name>")
def hut(name):
    if name not in FREE_BEDS:
        return {"error": f"There is no hut {name}"}
    return {"hut": name, "free": FREE_BEDS[name]}
