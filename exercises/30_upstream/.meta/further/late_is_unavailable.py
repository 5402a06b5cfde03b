"""Like: timeout_is_503"""

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


def problem(code, text, wait=None):
    response = jsonify(error=text)
    response.status_code = code
    if wait is not None:
        response.headers["Retry-After"] = str(wait)
    return response


def good(entry):
    return (
        isinstance(entry, dict)
        and isinstance(entry.get("flight"), str)
        and isinstance(entry.get("price"), int | float)
        and str(entry["price"]) not in ("True", "nan", "inf")
    )


@app.get("/flights")
def search():
    start, goal = request.args.get("from"), request.args.get("to")
    if not start or not goal:
        return problem(400, "from and to, please.")
    query = urlencode({"from": start, "to": goal, "key": app.config["KEY"]})
    url = f"https://fares.example/offers?{query}"
    try:
        reply = app.config["UPSTREAM"](url, timeout=4)
    except (TimeoutError, ConnectionRefusedError):
        return problem(503, "The fares server is not there.", 60)
    except OSError:
        return problem(502, "The connection broke.")
    if reply.status == 404:
        return problem(404, "no such route")
    if reply.status in (429, 503):
        return problem(503, "later", reply.headers.get("Retry-After", 60))
    if reply.status != 200:
        return problem(502, "unexpected answer")
    try:
        offers = json.loads(reply.text)
    except json.JSONDecodeError:
        return problem(502, "unreadable answer")
    if not isinstance(offers, list) or not all(map(good, offers)):
        return problem(502, "unreadable answer")
    return jsonify(flights=app.config["RANK"](offers))
