"""No converter: int in a try, only digits let through, and one way out for every miss."""

from http import HTTPStatus

from flask import Flask, jsonify

app = Flask(__name__)

STOPS = {
    3: "Mill Gate",
    7: "Old Harbour",
    12: "Botanical Garden",
    108: "Depot",
}


@app.get("/stops/<stop_id>")
def show_stop(stop_id):
    try:
        number = int(stop_id)
        if str(number) != stop_id:
            raise ValueError(stop_id)
        name = STOPS[number]
    except (ValueError, KeyError):
        return jsonify(error=f"no stop {stop_id}"), HTTPStatus.NOT_FOUND
    return jsonify({"id": number, "name": name}), HTTPStatus.OK
