"""The converter, abort, and one JSON handler for every HTTP error that keeps its headers."""

from flask import Flask, abort, json, jsonify
from werkzeug.exceptions import HTTPException

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
        abort(404, f"No stop has the id {stop_id}.")
    return jsonify(id=stop_id, name=STOPS[stop_id])


@app.errorhandler(HTTPException)
def as_json(error):
    response = error.get_response()
    response.data = json.dumps({"error": error.description})
    response.content_type = "application/json"
    return response
