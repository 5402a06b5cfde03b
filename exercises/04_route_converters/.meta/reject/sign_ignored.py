"""Misconception: A minus in front of an id is a slip of the pen and may be ignored.

Believes: There is a stop -7, and it has the same name as stop 7.
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


@app.get("/stops/<int(signed=True):stop_id>")
def show_stop(stop_id):
    stop_id = abs(stop_id)
    if stop_id not in STOPS:
        return {"error": f"There is no stop {stop_id}."}, 404
    return {"id": stop_id, "name": STOPS[stop_id]}
