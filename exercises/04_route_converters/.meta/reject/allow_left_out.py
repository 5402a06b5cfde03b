"""Misconception: A 405 is complete once the view has said the number.

Believes: Its method is refused, and it cannot learn which one would work: Allow is missing or wrong.
Fails: test_method
"""

from flask import Flask, request

app = Flask(__name__)

STOPS = {
    3: "Mill Gate",
    7: "Old Harbour",
    12: "Botanical Garden",
    108: "Depot",
}


@app.route("/stops/<int:stop_id>", methods=["GET", "POST", "PUT", "DELETE"])
def show_stop(stop_id):
    if request.method not in ("GET", "HEAD"):
        return {"error": "A stop can only be read."}, 405
    if stop_id not in STOPS:
        return {"error": f"There is no stop {stop_id}."}, 404
    return {"id": stop_id, "name": STOPS[stop_id]}
