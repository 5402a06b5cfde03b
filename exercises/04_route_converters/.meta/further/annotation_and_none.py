"""Like: annotation_does_nothing"""

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
    name = STOPS.get(stop_id)
    return {"id": stop_id, "name": name} if name else ({"error": f"No stop {stop_id}"}, 404)
