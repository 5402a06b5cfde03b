"""Like: sentence_with_a_code"""

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
        return f"<p>Stop {stop_id} does not exist.</p>", 404
    return {"id": stop_id, "name": STOPS[stop_id]}
