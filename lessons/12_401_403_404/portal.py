"""A weather app in a guest house, whose network shows a login page first."""

import json

from flask import Flask

network = Flask("network")
app = Flask(__name__)


@network.get("/forecast")
def intercepted():
    return "<h1>Welcome! Please sign in to our network</h1>"


@app.get("/weather")
def weather():
    answer = network.test_client().get("/forecast")
    if answer.status_code != 200:
        return {"forecast": None, "problem": f"The network said {answer.status_code}"}, 503
    return {"forecast": json.loads(answer.text)}
