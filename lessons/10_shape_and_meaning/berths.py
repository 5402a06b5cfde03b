"""Berths of a harbour: each change is checked and stored at once."""

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
    for field, value in change.items():
        if field == "berth" and value not in range(1, 31):
            return {"error": "berths are 1 to 30"}, 422
        BOAT[field] = value
    return BOAT
