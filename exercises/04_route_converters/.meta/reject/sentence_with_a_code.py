"""Misconception: With the right code any body will do.

Believes: The stop is missing, but nothing came that its JSON parser can read.
Fails: test_no_such_stop
"""

from flask import Flask

app = Flask(__name__)

STOPS = {
    3: "Mill Gate",
    7: "Old Harbour",
    12: "Botanical Garden",
    108: "Depot",
}


@app.get("/stops/<int:stop_id>")
def show_stop(stop_id: int):
    if stop_id not in STOPS:
        return f"There is no stop {stop_id}.", 404
    return {"id": stop_id, "name": STOPS[stop_id]}
