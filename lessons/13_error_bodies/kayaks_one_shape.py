"""A kayak hire where one function writes every error, and a phone that shows them."""

from flask import Flask

hire = Flask("hire")
app = Flask(__name__)


def refuse(status, message):
    return {"error": message}, status


@hire.get("/kayaks/14")
def look():
    return refuse(404, "There is no kayak 14")


@hire.get("/booking")
def book():
    return refuse(409, "All kayaks are on the water until 15:00")


@hire.get("/refund")
def refund():
    return refuse(409, "This booking has been paid back already")


@app.get("/phone/<path:wish>")
def phone(wish):
    answer = hire.test_client().get(f"/{wish}")
    return {"shown": answer.json.get("error", "Unknown problem")}
