"""Misconception: Stop 7 is the only stop that anybody asks for.

Believes: The line has one stop.
Fails: test_stop, test_id, test_no_such_stop
"""

from flask import Flask

app = Flask(__name__)

STOPS = {
    3: "Mill Gate",
    7: "Old Harbour",
    12: "Botanical Garden",
    108: "Depot",
}


@app.get("/stops/7")
def show_stop():
    return {"id": 7, "name": "Old Harbour"}
