"""A decorator around the call turns failures into HTTP exceptions; one handler makes them JSON."""

import functools
import json
from types import SimpleNamespace
from urllib.parse import urlencode

from flask import Flask, abort, request
from werkzeug.exceptions import BadGateway, GatewayTimeout, HTTPException, NotFound, ServiceUnavailable

app = Flask(__name__)
app.config["UPSTREAM"] = lambda url, timeout=None: SimpleNamespace(status=200, headers={}, text="[]")
app.config["RANK"] = lambda offers: sorted(offers, key=lambda offer: offer["price"])
app.config["KEY"] = "k-4711"


@app.errorhandler(HTTPException)
def as_json(error):
    response = error.get_response()
    response.set_data(json.dumps({"error": error.description}))
    response.content_type = "application/json"
    return response


def failure_of(error):
    if isinstance(error, TimeoutError):
        return GatewayTimeout()
    if isinstance(error, ConnectionRefusedError):
        return ServiceUnavailable(retry_after=60)
    return BadGateway()


def gateway(call):
    @functools.wraps(call)
    def guarded(*args):
        try:
            return call(*args)
        except OSError as error:
            raise failure_of(error) from None

    return guarded


@gateway
def ask(query):
    return app.config["UPSTREAM"](f"https://fares.example/offers?{query}", timeout=5)


def read(reply):
    if reply.status == 404:
        raise NotFound("Nobody flies there.")
    if reply.status in (429, 503):
        busy = ServiceUnavailable().get_response()
        busy.set_data(json.dumps({"error": "Busy."}))
        busy.content_type = "application/json"
        busy.headers["Retry-After"] = reply.headers.get("Retry-After") or "15"
        abort(busy)
    if reply.status != 200:
        raise BadGateway
    try:
        offers = json.loads(reply.text)
    except json.JSONDecodeError:
        raise BadGateway from None
    good = isinstance(offers, list) and all(
        isinstance(offer, dict)
        and isinstance(offer.get("flight"), str)
        and isinstance(offer.get("price"), int | float)
        and not isinstance(offer["price"], bool)
        and abs(offer["price"]) < float("inf")
        for offer in offers
    )
    return offers if good else abort(502)


@app.get("/flights")
def search():
    if not request.args.get("from") or not request.args.get("to"):
        abort(400, "Say from where and to where.")
    route = {"from": request.args["from"], "to": request.args["to"]}
    offers = read(ask(urlencode({**route, "key": app.config["KEY"]})))
    return {"flights": app.config["RANK"](offers)}
