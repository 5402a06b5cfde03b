"""Like: another_field_name"""

from flask import Flask, jsonify

app = Flask(__name__)

STOPS = {
    3: "Mill Gate",
    7: "Old Harbour",
    12: "Botanical Garden",
    108: "Depot",
}


@app.get("/stops/<int:stop_id>")
def show_stop(stop_id):
    name = STOPS.get(stop_id)
    if name is None:
        return jsonify(detail=f"Stop {stop_id} not found"), 404
    return jsonify(id=stop_id, name=name)
