"""Like: id_as_text"""

from flask import Flask, jsonify

app = Flask(__name__)

STOPS = {
    3: "Mill Gate",
    7: "Old Harbour",
    12: "Botanical Garden",
    108: "Depot",
}


@app.get("/stops/<string:stop_id>")
def show_stop(stop_id):
    for number, name in STOPS.items():
        if str(number) == stop_id:
            return jsonify(id=stop_id, name=name)
    return jsonify(error=f"There is no stop {stop_id}."), 404
