"""Weather balloons and how fast they climb."""

from flask import Flask

app = Flask(__name__)
METRES = {1: 4500, 2: 300}
MINUTES = {1: 15, 2: 0}


@app.get("/balloons/<int:number>/speed")
def speed(number):
    if number not in METRES:
        return {"error": f"There is no balloon {number}"}, 404
    return {"metres_a_minute": METRES[number] / MINUTES[number]}
