"""Misconception: Digits in a path reach the view as a number.

Believes: No stop of the line exists: the view looks for a text among numbers and finds none.
Fails: test_stop, test_id, test_no_such_stop, test_words, test_near_numbers, test_elsewhere, test_method
"""

from flask import Flask

app = Flask(__name__)

STOPS = {
    3: "Mill Gate",
    7: "Old Harbour",
    12: "Botanical Garden",
    108: "Depot",
}


@app.get("/stops/<stop_id>")
def show_stop(stop_id: int):
    if stop_id not in STOPS:
        return {"error": f"There is no stop {stop_id}."}, 404
    return {"id": stop_id, "name": STOPS[stop_id]}
