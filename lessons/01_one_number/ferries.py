"""Free seats on the ferries of today."""

from flask import Flask

app = Flask(__name__)
SEATS = {"aurora": 12, "boreas": 0}


@app.get("/ferries/<name>/seats")
def seats(name):
    if name not in SEATS:
        return {"error": "no such ferry"}, "404 Gone Fishing"
    if SEATS[name] == 0:
        return {"seats": 0}, "200 Sold Out"
    return {"seats": SEATS[name]}
