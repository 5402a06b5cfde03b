"""Like: every_method_reads"""

from flask import Flask, jsonify

app = Flask(__name__)

STOPS = {
    3: "Mill Gate",
    7: "Old Harbour",
    12: "Botanical Garden",
    108: "Depot",
}


@app.route("/stops/<int:stop_id>", methods=["GET", "POST"])
def show_stop(stop_id):
    if stop_id not in STOPS:
        return jsonify(error=f"There is no stop {stop_id}."), 404
    return jsonify(id=stop_id, name=STOPS[stop_id])
