"""Seats of a cinema: a tuple says body, code and headers."""

from flask import Flask

app = Flask(__name__)
sold = {"A1"}


@app.post("/seats/<seat>")
def buy(seat):
    if seat in sold:
        return {"error": f"Seat {seat} is taken"}, 409
    sold.add(seat)
    return {"ticket": seat}, 201, {"Location": f"/tickets/{seat}"}


@app.get("/tickets/<seat>")
def ticket(seat):
    if seat not in sold:
        return {"error": f"No ticket for {seat}"}, 404
    return {"ticket": seat}
