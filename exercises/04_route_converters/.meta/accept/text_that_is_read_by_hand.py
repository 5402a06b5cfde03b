"""No converter: the view reads the text and answers every miss as JSON."""

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
    is_id = stop_id.isascii() and stop_id.isdigit() and len(stop_id) <= 15
    if not is_id or int(stop_id) not in STOPS:
        return {"error": f"There is no stop {stop_id!r}."}, 404
    number = int(stop_id)
    return {"id": number, "name": STOPS[number]}
