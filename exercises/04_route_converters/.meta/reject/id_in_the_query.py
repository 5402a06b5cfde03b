"""Misconception: What varies in an address always stands behind a question mark.

Believes: No stop exists at all: the app knows one address without an id, and nobody asks for it.
Fails: test_stop, test_id, test_no_such_stop, test_words, test_near_numbers, test_elsewhere, test_method
"""

from flask import Flask, request

app = Flask(__name__)

STOPS = {
    3: "Mill Gate",
    7: "Old Harbour",
    12: "Botanical Garden",
    108: "Depot",
}


@app.get("/stops")
def show_stop():
    stop_id = request.args.get("stop_id", type=int)
    if stop_id not in STOPS:
        return {"error": f"There is no stop {stop_id}."}, 404
    return {"id": stop_id, "name": STOPS[stop_id]}
