"""Like: what_int_reads"""

from flask import Flask, jsonify

app = Flask(__name__)

STOPS = {
    3: "Mill Gate",
    7: "Old Harbour",
    12: "Botanical Garden",
    108: "Depot",
}


def number_of(text):
    try:
        return int(text)
    except ValueError:
        return None


@app.get("/stops/<text>")
def show_stop(text):
    number = number_of(text)
    if number not in STOPS:
        return jsonify(error=f"There is no stop {text}."), 404
    return jsonify(id=number, name=STOPS[number])
