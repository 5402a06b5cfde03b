"""Like: text_of_the_exception"""

import json
from types import SimpleNamespace
from urllib.parse import urlencode

from flask import Flask, jsonify, request

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
        reply = app.config["UPSTREAM"](url, timeout=5)
    except TimeoutError as exc:
        return jsonify(error="No answer in time.", details=str(exc)), 504
    except ConnectionRefusedError as exc:
        return jsonify(error="Cannot connect.", details=str(exc)), 503, {"Retry-After": "20"}
    except OSError as exc:
        return jsonify(error="Connection error.", details=str(exc)), 502
    if reply.status == 404:
        return jsonify(error="Nobody flies there."), 404
    if reply.status in {429, 503}:
        wait = reply.headers.get("Retry-After") or "20"
        return jsonify(error="The fares server is busy."), 503, {"Retry-After": wait}
    offers = None
    if reply.status == 200:
        offers = parse(reply.text)
    if offers is None:
        return jsonify(error="The fares server made a mistake."), 502
    return jsonify(flights=app.config["RANK"](offers))
