from flask import Flask, abort

app = Flask(__name__)
BUOYS = {7: {"id": 7, "waves": 1.2}}


@app.get("/buoys/<int:number>")
def show(number):
    if number not in BUOYS:
        abort(404, f"There is no buoy {number}.")
    return BUOYS[number]
