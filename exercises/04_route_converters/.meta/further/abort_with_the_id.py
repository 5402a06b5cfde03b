"""Like: bare_abort"""

from flask import Flask, abort

app = Flask(__name__)

STOPS = {
    3: "Mill Gate",
    7: "Old Harbour",
    12: "Botanical Garden",
    108: "Depot",
}


@app.route("/stops/<int:id>")
def show_stop(id):
    try:
        return {"id": id, "name": STOPS[id]}
    except KeyError:
        abort(404, description=f"There is no stop {id}.")
