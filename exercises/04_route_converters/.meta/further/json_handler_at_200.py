"""Like: handler_without_a_code"""

from flask import Flask, abort, jsonify

app = Flask(__name__)

STOPS = {
    3: "Mill Gate",
    7: "Old Harbour",
    12: "Botanical Garden",
    108: "Depot",
}


@app.errorhandler(404)
def page_not_found(e):
    return jsonify({"error": str(e)})


@app.get("/stops/<int:stop_id>")
def show_stop(stop_id):
    if stop_id not in STOPS:
        abort(404, f"stop {stop_id} does not exist")
    return {"id": stop_id, "name": STOPS[stop_id]}
