"""Misconception: 7.0 is 7, so it is the same stop.

Believes: One stop has many addresses, and even 7.5 is stop 7.
Fails: test_near_numbers
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
    try:
        stop_id = int(float(stop_id))
    except ValueError:
        return {"error": f"There is no stop {stop_id}."}, 404
    if stop_id not in STOPS:
        return {"error": f"There is no stop {stop_id}."}, 404
    return {"id": stop_id, "name": STOPS[stop_id]}
