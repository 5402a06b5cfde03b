"""Village wells: how much water stands in each, in centimetres."""

from flask import Flask

app = Flask(__name__)
wells = {"mill": 0, "school": 140}


@app.get("/wells/<name>")
def well(name):
    level = wells.get(name)
    if not level:
        return {"error": f"There is no well called {name}"}, 404
    return {"well": name, "level": level}
