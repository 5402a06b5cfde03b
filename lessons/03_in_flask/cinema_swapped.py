"""Seats of a cinema: the tuple in another order."""

from flask import Flask

app = Flask(__name__)
sold = {"A1"}


@app.post("/seats/<seat>")
def buy(seat):
    if seat in sold:
        return {"error": f"Seat {seat} is taken"}, 409
    sold.add(seat)
    return {"ticket": seat}, {"Location": f"/tickets/{seat}"}, 201


@app.get("/tickets/<seat>")
def ticket(seat):
    if seat not in sold:
        return {"error": f"No ticket for {seat}"}, 404
    return {"ticket": seat}
