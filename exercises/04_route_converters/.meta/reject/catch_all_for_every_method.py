"""Misconception: A last route that answers 404 only catches what is left over.

Believes: The stop that it just read does not exist: the catch-all took the method that the stop refuses.
Fails: test_method
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
def show_stop(stop_id):
    if stop_id not in STOPS:
        return {"error": f"There is no stop {stop_id}."}, 404
    return {"id": stop_id, "name": STOPS[stop_id]}


@app.route("/", methods=["GET", "POST", "PUT", "DELETE"])
@app.route("/<path:where>", methods=["GET", "POST", "PUT", "DELETE"])
def nothing_here(where=""):
    return {"error": f"There is nothing at /{where}."}, 404
