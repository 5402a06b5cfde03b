"""Like: forgiving_number"""

from flask import Flask, jsonify

app = Flask(__name__)

STOPS = {
    3: "Mill Gate",
    7: "Old Harbour",
    12: "Botanical Garden",
    108: "Depot",
}


def to_number(text):
    try:
        return round(float(text))
    except ValueError:
        return None


@app.get("/stops/<stop>")
def show_stop(stop):
    number = to_number(stop)
    if number in STOPS:
        return jsonify(id=number, name=STOPS[number])
    return jsonify(error=f"There is no stop {stop}."), 404
