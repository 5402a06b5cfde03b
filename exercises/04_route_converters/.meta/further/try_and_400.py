"""Like: bad_request_for_words"""

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
    try:
        number = int(stop_id)
    except ValueError:
        return jsonify(error="id must be a number"), 400
    if number not in STOPS:
        return jsonify(error=f"no stop {number}"), 404
    return jsonify(id=number, name=STOPS[number])
