from flask import Flask, request

app = Flask(__name__)
TAKEN = set()


@app.post("/bookings")
def book():
    seat = request.get_json()["seat"]
    if seat in TAKEN:
        return {"error": f"Seat {seat} is taken."}, 409
    TAKEN.add(seat)
    return {"seat": seat}, 201
