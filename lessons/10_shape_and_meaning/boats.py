"""Boats of a harbour, changed with JSON merge patches."""

from flask import Flask, request

app = Flask(__name__)
MERGE = "application/merge-patch+json"
BOATS = {"otter": {"name": "Otter", "berth": 4, "note": "needs paint"}}


@app.patch("/boats/<key>")
def change(key):
    if request.mimetype != MERGE:
        return {"error": "Send a merge patch"}, 415, {"Accept-Patch": MERGE}
    boat = BOATS[key]
    for field, value in request.get_json().items():
        if value is None:
            boat.pop(field, None)
        else:
            boat[field] = value
    return boat
