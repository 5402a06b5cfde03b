"""Like: sign_ignored"""

import re

from flask import Flask

app = Flask(__name__)

STOPS = {
    3: "Mill Gate",
    7: "Old Harbour",
    12: "Botanical Garden",
    108: "Depot",
}


@app.get("/stops/<text>")
def show_stop(text):
    if not re.match(r"-?\d+$", text):
        return {"error": f"There is no stop {text}."}, 404
    stop_id = abs(int(text))
    if stop_id not in STOPS:
        return {"error": f"There is no stop {text}."}, 404
    return {"id": stop_id, "name": STOPS[stop_id]}
