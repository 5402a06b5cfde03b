"""A harbour's register of boats, by the number on the sail."""

from flask import Flask, request, url_for

app = Flask(__name__)
boats = {"7": {"sail": "7", "name": "Plover"}}


@app.post("/boats")
def register():
    boat = request.json
    sail = boat["sail"]
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
