"""An auction house refuses late bids, and a bidder uses a library that follows the standard."""

from flask import Flask

house = Flask("house")
app = Flask(__name__)
late = []


@house.post("/bids")
def bid():
    late.append("bid")
    return {"error": "Too late, the hammer has fallen"}, 408


def send(client):
    answer = client.post("/bids")
    if answer.status_code == 408:
        answer = client.post("/bids")
    return answer


@app.get("/bidder")
def bidder():
    answer = send(house.test_client())
    return {"bids_that_arrived": len(late), "answer": answer.status_code}
