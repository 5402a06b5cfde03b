"""Misconception: A handler for 404 answers 404 by itself.

Believes: Every address exists: the handler's dict went out with the default 200.
Fails: test_no_such_stop, test_words, test_near_numbers, test_elsewhere
"""

from flask import Flask, abort

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
        abort(404, f"There is no stop {stop_id}.")
    return {"id": stop_id, "name": STOPS[stop_id]}


@app.errorhandler(404)
def not_found(error):
    return {"error": error.description}
