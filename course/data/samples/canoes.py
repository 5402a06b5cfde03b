from flask import Flask, request

app = Flask(__name__)


@app.post("/rentals")
def rent():
    hours = request.get_json()["hours"]
    if hours <= 0:
        return {"errors": [{"field": "hours", "problem": "must be more than 0"}]}, 422
    return {"hours": hours}, 201
