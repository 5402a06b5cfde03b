"""Like: their_code_passed_on"""

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


def parse(text):
    try:
        offers = json.loads(text)
    except ValueError:
        return None
    if not isinstance(offers, list):
        return None
    for offer in offers:
        if not isinstance(offer, dict):
            return None
        if (
            not isinstance(offer.get("flight"), str)
            or not isinstance(offer.get("price"), (int, float))
            or str(offer["price"]) in ("True", "nan", "inf")
        ):
            return None
    return offers


@app.get("/flights")
def search():
    start, goal = request.args.get("from"), request.args.get("to")
    if not start or not goal:
        return {"error": "from and to, please."}, 400
    query = urlencode({"from": start, "to": goal, "key": app.config["KEY"]})
    url = f"https://fares.example/offers?{query}"
    try:
        reply = app.config["UPSTREAM"](url, timeout=2)
    except TimeoutError:
        return {"error": "too slow"}, 504
    except ConnectionRefusedError:
        return {"error": "not there"}, 503, {"Retry-After": 30}
    except OSError:
        return {"error": "connection lost"}, 502
    if reply.status >= 400:
        headers = {"Retry-After": reply.headers.get("Retry-After", "30")}
        return {"error": "The fares server answered with an error."}, reply.status, headers
    offers = parse(reply.text) if reply.status == 200 else None
    if offers is None:
        return {"error": "bad answer"}, 502
    return {"flights": app.config["RANK"](offers)}
