"""Like: no_time_to_come_back"""

import json
from types import SimpleNamespace
from urllib.parse import urlencode

from flask import Flask, abort, request

app = Flask(__name__)


def ask_sample(url, timeout=None):
    offers = [{"flight": "OS 227", "price": 181}, {"flight": "LH 1234", "price": 99.5}]
    return SimpleNamespace(status=200, headers={}, text=json.dumps(offers))


def cheapest_first(offers):
    return sorted(offers, key=lambda offer: offer["price"])


app.config["UPSTREAM"] = ask_sample
app.config["RANK"] = cheapest_first
app.config["KEY"] = "k-4711"


@app.errorhandler(404)
@app.errorhandler(502)
@app.errorhandler(503)
@app.errorhandler(504)
def as_json(error):
    return {"error": error.description}, error.code


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
        reply = app.config["UPSTREAM"](url, timeout=3)
    except TimeoutError:
        abort(504)
    except ConnectionRefusedError:
        abort(503, retry_after=30)
    except OSError:
        abort(502)
    if reply.status == 404:
        abort(404)
    if reply.status in (429, 503):
        abort(503, retry_after=reply.headers.get("Retry-After", 30))
    offers = parse(reply.text) if reply.status == 200 else None
    if offers is None:
        abort(502)
    return {"flights": app.config["RANK"](offers)}
