"""Like: allow_names_the_refused"""

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
    if stop_id not in STOPS:
        return jsonify(error=f"There is no stop {stop_id}."), 404
    return jsonify(id=stop_id, name=STOPS[stop_id])


@app.route("/stops/<int:stop_id>", methods=["POST", "PUT", "DELETE"])
def refuse(stop_id):
    response = jsonify(error="Stops are read only.")
    response.status_code = 405
    response.headers["Allow"] = "GET, HEAD, POST, PUT, DELETE, OPTIONS"
    return response
