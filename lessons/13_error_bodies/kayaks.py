"""A kayak hire whose errors were written on different days, and a phone that shows them."""

from flask import Flask

hire = Flask("hire")
app = Flask(__name__)


@hire.get("/kayaks/14")
def look():
    return {"error": "There is no kayak 14"}, 404


@hire.get("/booking")
def book():
    return {"message": "All kayaks are on the water until 15:00"}, 409


@hire.get("/refund")
def refund():
    return "This booking has been paid back already", 409


@app.get("/phone/<path:wish>")
def phone(wish):
    answer = hire.test_client().get(f"/{wish}")
    return {"shown": answer.json.get("error", "Unknown problem")}
