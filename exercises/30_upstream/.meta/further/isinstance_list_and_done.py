"""Like: list_is_enough"""

import json
from types import SimpleNamespace
from urllib.parse import urlencode

from flask import Flask, abort, make_response, request

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
        return {"error": "from and to, please."}, 400
    query = urlencode({"from": start, "to": goal, "key": app.config["KEY"]})
    url = f"https://fares.example/offers?{query}"
    try:
        reply = app.config["UPSTREAM"](url, timeout=3)
    except TimeoutError:
        abort(make_response({"error": "timeout"}, 504))
    except ConnectionRefusedError:
        abort(make_response({"error": "down"}, 503, {"Retry-After": 15}))
    except OSError:
        abort(make_response({"error": "broken connection"}, 502))
    match reply.status:
        case 404:
            abort(make_response({"error": "no flights there"}, 404))
        case 429 | 503:
            wait = reply.headers.get("Retry-After", 15)
            abort(make_response({"error": "busy"}, 503, {"Retry-After": wait}))
        case 200:
            pass
        case _:
            abort(make_response({"error": "bad gateway"}, 502))
    try:
        offers = json.loads(reply.text)
    except ValueError:
        offers = None
    if type(offers) is not list:
        abort(make_response({"error": "bad gateway"}, 502))
    return {"flights": app.config["RANK"](offers)}
