"""Own exceptions for the kinds of failure, one handler for all of them, a client object for the call."""

import json
from urllib.parse import urlencode

from flask import Flask, jsonify, request

app = Flask(__name__)


class Reply:
    status = 200
    headers = {}
    text = '[{"flight": "OS 227", "price": 181}]'


class FaresError(Exception):
    code = 502
    message = "The fares server failed."
    headers = {}


class TooLate(FaresError):
    code = 504
    message = "The fares server was too slow."


class ComeBack(FaresError):
    code = 503
    message = "The fares server is busy or away."

    def __init__(self, seconds=None):
        super().__init__()
        self.headers = {"Retry-After": seconds or "45"}


class NoRoute(FaresError):
    code = 404
    message = "There is no such route."


def no_json(name):
    raise ValueError(name)


class FaresClient:
    def offers(self, start, goal):
        reply = self._ask(urlencode({"from": start, "to": goal, "key": app.config["KEY"]}))
        match reply.status:
            case 200:
                return self._checked(reply.text)
            case 404:
                raise NoRoute
            case 429 | 503:
                raise ComeBack(reply.headers.get("Retry-After"))
            case _:
                raise FaresError

    def _ask(self, query):
        try:
            return app.config["UPSTREAM"]("https://fares.example/offers?" + query, timeout=2.5)
        except TimeoutError:
            raise TooLate from None
        except ConnectionRefusedError:
            raise ComeBack from None
        except OSError as error:
            raise FaresError from error

    def _checked(self, text):
        try:
            offers = json.loads(text, parse_constant=no_json)
            for offer in offers:
                if not isinstance(offer["flight"], str) or type(offer["price"]) not in (int, float):
                    raise TypeError(offer)
        except (ValueError, TypeError, LookupError) as error:
            raise FaresError from error
        if type(offers) is not list:
            raise FaresError
        return offers


app.config["UPSTREAM"] = lambda url, timeout: Reply
app.config["RANK"] = lambda offers: sorted(offers, key=lambda offer: offer["price"])
app.config["KEY"] = "k-4711"
fares = FaresClient()


@app.errorhandler(FaresError)
def answer_failure(error):
    return jsonify(error=error.message), error.code, error.headers


@app.get("/flights")
def search():
    start, goal = request.args.get("from"), request.args.get("to")
    if not (start and goal):
        return jsonify(error="from and to are needed"), 400
    return jsonify(flights=app.config["RANK"](fares.offers(start, goal)))
