"""Boats of a harbour, changed with JSON merge patches."""

from flask import Flask, request

app = Flask(__name__)
MERGE = "application/merge-patch+json"
BOATS = {"otter": {"name": "Otter", "berth": 4, "note": "needs paint"}}


@app.patch("/boats/<key>")
def change(key):
    if request.mimetype != MERGE:
        return {"error": "Send a merge patch"}, 415, {"Accept-Patch": MERGE}
    if key not in BOATS:
        return {"error": "No such boat"}, 404
    patch = request.get_json()
    if not isinstance(patch, dict):
        return {"error": "A boat is an object, so the patch must be one"}, 422
    boat = BOATS[key]
    for field, value in patch.items():
        if value is None:
            boat.pop(field, None)
        else:
            boat[field] = value
    return boat
