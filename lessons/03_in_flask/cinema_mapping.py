"""Seats of a cinema: a mapping stands where the code might be."""

from flask import Flask

app = Flask(__name__)
taken = {"A1"}


@app.post("/seats/<seat>")
def take(seat):
    if seat in taken:
        return {"error": f"Seat {seat} is taken"}, {"Status": "409"}
    taken.add(seat)
    return {"seat": seat}, 201
