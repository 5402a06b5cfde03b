"""Misconception: A word in the place of an id is a bad request.

Believes: The address exists and its request was malformed, while no stop has such an address.
Fails: test_words, test_near_numbers
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
def show_stop(stop_id):
    if not stop_id.isdecimal():
        return {"error": "The id of a stop is a number."}, 400
    stop_id = int(stop_id)
    if stop_id not in STOPS:
        return {"error": f"There is no stop {stop_id}."}, 404
    return {"id": stop_id, "name": STOPS[stop_id]}
