"""Like: oserror_first"""

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


def ask(url):
    """Return the reply and None, or None and the answer for our client."""
    try:
        return app.config["UPSTREAM"](url, timeout=3), None
    except OSError:
        return None, ({"error": "The line broke."}, 502)
    except TimeoutError:
        return None, ({"error": "Too slow."}, 504)
    except ConnectionRefusedError:
        return None, ({"error": "Not there."}, 503, {"Retry-After": "45"})


@app.get("/flights")
def search():
    start, goal = request.args.get("from"), request.args.get("to")
    if not start or not goal:
        return {"error": "from and to, please."}, 400
    query = urlencode({"from": start, "to": goal, "key": app.config["KEY"]})
    url = f"https://fares.example/offers?{query}"
    reply, failure = ask(url)
    if failure:
        return failure
    if reply.status == 404:
        return {"error": "No such route."}, 404
    if reply.status == 429 or reply.status == 503:
        return {"error": "Busy."}, 503, {"Retry-After": reply.headers.get("Retry-After", "45")}
    offers = parse(reply.text)
    if reply.status != 200 or offers is None:
        return {"error": "Rubbish."}, 502
    return {"flights": app.config["RANK"](offers)}
