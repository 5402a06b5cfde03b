"""Village wells, where dry is a level like any other."""

from flask import Flask

app = Flask(__name__)
wells = {"mill": 0, "school": 140}


@app.get("/wells/<name>")
def well(name):
    if name not in wells:
        return {"error": f"There is no well called {name}"}, 404
    return {"well": name, "level": wells[name]}
