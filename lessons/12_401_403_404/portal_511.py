"""The guest house, with a network that says who is speaking."""

import json

from flask import Flask

network = Flask("network")
app = Flask(__name__)


@network.get("/forecast")
def intercepted():
    return '<a href="http://login.example/">Please sign in to our network</a>', 511


@app.get("/weather")
def weather():
    answer = network.test_client().get("/forecast")
    if answer.status_code != 200:
        return {"forecast": None, "problem": f"The network said {answer.status_code}"}, 503
    return {"forecast": json.loads(answer.text)}
