"""Misconception: A view that only reads may answer every method.

Believes: It has deleted the stop: DELETE was answered 200.
Fails: test_method
"""

from flask import Flask

app = Flask(__name__)

STOPS = {
    3: "Mill Gate",
    7: "Old Harbour",
    12: "Botanical Garden",
    108: "Depot",
}


@app.route("/stops/<int:stop_id>", methods=["GET", "POST", "PUT", "DELETE"])
def show_stop(stop_id):
    if stop_id not in STOPS:
        return {"error": f"There is no stop {stop_id}."}, 404
    return {"id": stop_id, "name": STOPS[stop_id]}
