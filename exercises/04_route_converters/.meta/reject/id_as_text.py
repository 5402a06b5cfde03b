"""Misconception: What came in the path goes out as it came.

Believes: The id is a text, so it never equals the number of the sign.
Fails: test_id
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
    names = {str(number): name for number, name in STOPS.items()}
    if stop_id not in names:
        return {"error": f"There is no stop {stop_id}."}, 404
    return {"id": stop_id, "name": names[stop_id]}
