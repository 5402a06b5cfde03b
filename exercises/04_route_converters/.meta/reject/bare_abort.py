"""Misconception: An error with the right code has the right body.

Believes: The stop is missing, and the JSON that would say which id did not come.
Fails: test_no_such_stop
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
        abort(404)
    return {"id": stop_id, "name": STOPS[stop_id]}
