"""Like: superscript_is_a_digit"""

from flask import Flask, abort, jsonify

app = Flask(__name__)

STOPS = {
    3: "Mill Gate",
    7: "Old Harbour",
    12: "Botanical Garden",
    108: "Depot",
}


@app.get("/stops/<stop_id>")
def show_stop(stop_id):
    if stop_id.isdigit():
        number = int(stop_id)
        if number in STOPS:
            return jsonify(id=number, name=STOPS[number])
        return jsonify(error=f"There is no stop {number}."), 404
    abort(404)
