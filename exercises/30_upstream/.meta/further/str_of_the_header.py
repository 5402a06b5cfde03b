"""Like: header_none"""

import json
import math
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

NO_ANSWER = "The fares server gave no answer in time."
NOT_THERE = "The fares server cannot be reached. Try again later."
BUSY = "The fares server takes no questions now. Try again later."
NONSENSE = "The fares server gave an answer that cannot be used."


def is_number(value):
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, int) and not isinstance(value, bool)


def is_offer(entry):
    if not isinstance(entry, dict):
        return False
    return isinstance(entry.get("flight"), str) and is_number(entry.get("price"))


def offers_in(text):
    try:
        offers = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(offers, list) or not all(is_offer(entry) for entry in offers):
        return None
    return offers


@app.get("/flights")
def search():
    start, goal = request.args.get("from"), request.args.get("to")
    if not start or not goal:
        return {"error": "Say from where and to where."}, 400
    query = urlencode({"from": start, "to": goal, "key": app.config["KEY"]})
    try:
        reply = app.config["UPSTREAM"](f"https://fares.example/offers?{query}", timeout=3)
    except TimeoutError:
        return {"error": NO_ANSWER}, 504
    except ConnectionRefusedError:
        return {"error": NOT_THERE}, 503, {"Retry-After": 30}
    except OSError:
        return {"error": NONSENSE}, 502
    if reply.status == 404:
        return {"error": "Nobody flies there."}, 404
    if reply.status in (429, 503):
        wait = str(reply.headers.get("Retry-After"))
        return {"error": BUSY}, 503, {"Retry-After": wait}
    offers = offers_in(reply.text) if reply.status == 200 else None
    if offers is None:
        return {"error": NONSENSE}, 502
    return {"flights": app.config["RANK"](offers)}
