"""Berths of a harbour: the whole result is checked, then stored."""

from flask import Flask, request

app = Flask(__name__)
BOAT = {"name": "Otter", "berth": 4}


@app.get("/boat")
def show():
    return BOAT


@app.patch("/boat")
def change():
    change = request.get_json()
    if not isinstance(change, dict):
        return {"error": "send an object"}, 400
    changed = {**BOAT, **change}
    if changed["berth"] not in range(1, 31):
        return {"error": "berths are 1 to 30"}, 422
    BOAT.update(changed)
    return BOAT
