"""Like: message_without_the_id"""

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
    try:
        return jsonify(id=stop_id, name=STOPS[stop_id])
    except KeyError:
        return jsonify(error="Stop not found"), 404
