"""Like: forgiving_number"""

import re

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
    if not re.match(r"^[0-9]+", stop_id):
        return {"error": "bad"}, 404
    stop_id = int(re.match(r"^[0-9]+", stop_id).group())
    if stop_id not in STOPS:
        return {"error": f"There is no stop {stop_id}."}, 404
    return {"id": stop_id, "name": STOPS[stop_id]}
