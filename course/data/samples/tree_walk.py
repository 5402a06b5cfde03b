from flask import Flask

app = Flask(__name__)
INSIDE = {"attic": "trunk", "trunk": "attic"}


@app.get("/tree")
def tree():
    seen, place = [], "attic"
    while place not in seen:
        seen.append(place)
        place = INSIDE[place]
    return {"error": f"{place} lies inside itself."}, 508
