"""A search for flights, which asks another server for fares. Run it: flask --app exercises/30_upstream/app run"""

import json
from types import SimpleNamespace
from urllib.parse import urlencode

from flask import Flask, request

app = Flask(__name__)


def ask_sample(url, timeout=None):
    offers = [{"flight": "OS 227", "price": 181}, {"flight": "LH 1234", "price": 99.5}]
    return SimpleNamespace(status=200, headers={}, text=json.dumps(offers))


def cheapest_first(offers):
    return sorted(offers, key=lambda offer: offer["price"])


app.config["UPSTREAM"] = ask_sample
app.config["RANK"] = cheapest_first
app.config["KEY"] = "k-4711"


@app.get("/flights")
def search():
    start, goal = request.args.get("from"), request.args.get("to")
    if not start or not goal:
        return {"error": "Say from where and to where."}, 400
    query = urlencode({"from": start, "to": goal, "key": app.config["KEY"]})
    try:
        reply = app.config["UPSTREAM"](f"https://fares.example/offers?{query}")
        if reply.status != 200:
            raise RuntimeError(reply.text)
        offers = json.loads(reply.text)
        return {"flights": app.config["RANK"](offers)}
    except Exception as error:
        return {"error": str(error)}, 503
