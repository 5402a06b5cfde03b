"""A museum whose rule ends in a slash."""

from flask import Flask, request

app = Flask(__name__)


@app.route("/rooms/", methods=["GET", "POST"])
def rooms():
    return {"method": request.method, "body": request.get_data(as_text=True)}


@app.post("/scanner")
def scanner():
    client = app.test_client()
    answer = client.post("/rooms", data="room 12", follow_redirects=True)
    return answer.json
