"""The harbour's register, where a sail number is text of one form."""

import re

from flask import Flask, request, url_for

app = Flask(__name__)
boats = {"7": {"sail": "7", "name": "Plover"}}


@app.post("/boats")
def register():
    boat = request.json
    sail = boat.get("sail") if isinstance(boat, dict) else None
    if not isinstance(sail, str) or not re.fullmatch("[A-Z0-9]{1,8}", sail):
        return {"error": "sail must be a text of 1 to 8 capitals or digits"}, 400
    address = url_for("show", sail=sail)
    if sail in boats:
        return {"error": f"Sail {sail} is taken", "see": address}, 409
    boats[sail] = boat
    return boat, 201, {"Location": address}


@app.get("/boats/<sail>")
def show(sail):
    if sail not in boats:
        return {"error": f"No boat has sail {sail}"}, 404
    return boats[sail]
