"""Misconception: path is the converter for anything in a path.

Believes: Below a stop there are more addresses, and all of them are the stop.
Fails: test_elsewhere
"""

from flask import Flask

app = Flask(__name__)

STOPS = {
    3: "Mill Gate",
    7: "Old Harbour",
    12: "Botanical Garden",
    108: "Depot",
}


@app.get("/stops/<path:where>")
def show_stop(where):
    first = where.split("/")[0]
    stop_id = int(first) if first.isdecimal() else first
    if stop_id not in STOPS:
        return {"error": f"There is no stop {stop_id}."}, 404
    return {"id": stop_id, "name": STOPS[stop_id]}
