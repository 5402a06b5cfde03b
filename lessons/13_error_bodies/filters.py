"""Filters for a camera, looked up by name."""

from flask import Flask

app = Flask(__name__)
FILTERS = {"yellow": 1, "red": 3}


@app.get("/filters/<name>")
def look(name):
    if name not in FILTERS:
        return f"There is no filter called {name}", 404
    return {"filter": name, "stops": FILTERS[name]}
