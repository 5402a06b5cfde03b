"""Like: int_that_crashes"""

from flask import Flask, jsonify

app = Flask(__name__)

STOPS = {
    3: "Mill Gate",
    7: "Old Harbour",
    12: "Botanical Garden",
    108: "Depot",
}


@app.get("/stops/<stop_id>")
def show_stop(stop_id):
    number = int(stop_id)
    name = STOPS.get(number)
    if name is None:
        return jsonify(error=f"There is no stop {number}."), 404
    return jsonify(id=number, name=name)
