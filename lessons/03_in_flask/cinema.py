"""Seats of a cinema: a tuple says body, code and headers."""

from flask import Flask

app = Flask(__name__)
taken = {"A1"}


@app.post("/seats/<seat>")
def take(seat):
    if seat in taken:
        return {"error": f"Seat {seat} is taken"}, 409
    taken.add(seat)
    return {"seat": seat}, 201, {"Location": f"/seats/{seat}"}


@app.get("/seats/<seat>")
def look(seat):
    return {"seat": seat, "taken": seat in taken}
