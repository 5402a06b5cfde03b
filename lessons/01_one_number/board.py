"""A notice board that asks the tide service, and the tide service itself."""

from flask import Flask

harbour = Flask("harbour")
app = Flask(__name__)


@harbour.get("/tides/<place>")
def tide(place):
    if place != "north-pier":
        return {"error": "no tide table"}
    return {"high": "06:42"}


@app.get("/board/<place>")
def board(place):
    answer = harbour.test_client().get(f"/tides/{place}")
    if answer.status_code == 404:
        return {"text": "No tides here."}
    return {"text": "High tide at " + answer.json["high"]}
