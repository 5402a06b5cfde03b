"""The call never raises: it gives offers or an answer to send. The shape is checked by pydantic."""

from http import HTTPStatus
from types import SimpleNamespace
from urllib.parse import urlencode

from flask import Flask, Response, current_app, json, request
from pydantic import BaseModel, ConfigDict, StrictFloat, StrictInt, StrictStr, TypeAdapter, ValidationError

app = Flask(__name__)
app.config["UPSTREAM"] = lambda url, timeout=None: SimpleNamespace(status=200, headers={}, text="[]")
app.config["RANK"] = lambda offers: sorted(offers, key=lambda offer: offer["price"])
app.config["KEY"] = "k-4711"


class Offer(BaseModel):
    model_config = ConfigDict(allow_inf_nan=False)

    flight: StrictStr
    price: StrictInt | StrictFloat


OFFERS = TypeAdapter(list[Offer])


def refusal(code, text, wait=None):
    response = Response(json.dumps({"error": text}), code, mimetype="application/json")
    if wait is not None:
        response.headers["Retry-After"] = wait
    return response


def ask(start, goal):
    """Return (offers, None) or (None, answer)."""
    query = urlencode({"from": start, "to": goal, "key": current_app.config["KEY"]})
    for attempt in (1, 2):
        try:
            reply = current_app.config["UPSTREAM"](f"https://fares.example/offers?{query}", timeout=2)
            break
        except OSError as error:
            if attempt == 2:
                return None, refusal_for(error)
    if reply.status == HTTPStatus.NOT_FOUND:
        return None, refusal(404, "No such route.")
    if reply.status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        return None, refusal(503, "Later, please.", reply.headers.get("Retry-After", "60"))
    try:
        OFFERS.validate_json(reply.text)
    except ValidationError:
        return None, refusal(502, "The answer of the fares server cannot be read.")
    if reply.status != HTTPStatus.OK:
        return None, refusal(502, "The fares server has a fault.")
    return json.loads(reply.text), None


def refusal_for(error):
    if isinstance(error, TimeoutError):
        return refusal(504, "Too slow.")
    if isinstance(error, ConnectionRefusedError):
        return refusal(503, "Not there.", "20")
    return refusal(502, "The line broke.")


@app.route("/flights")
def search():
    places = [request.args.get(name, "") for name in ("from", "to")]
    if not all(places):
        return refusal(HTTPStatus.BAD_REQUEST, "Which way?")
    offers, failed = ask(*places)
    return failed or {"flights": app.config["RANK"](offers)}
