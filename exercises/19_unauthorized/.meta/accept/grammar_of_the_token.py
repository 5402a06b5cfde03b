"""Accepted: the header must have the grammar of RFC 6750, and what has not is an invalid_request."""

import re
from functools import wraps

from flask import Flask, g, jsonify, make_response, request

app = Flask(__name__)

BADGES = {"n7Q.lamp-03": "night watch", "x42/moss+9==": "gardener"}
CREDENTIALS = re.compile(r"bearer +([A-Za-z0-9._~+/-]+=*)", re.IGNORECASE)

app.config["REGISTER"] = BADGES.get


class Refused(Exception):
    def __init__(self, text, error=None, code=401):
        super().__init__(text)
        self.error = error
        self.code = code


@app.errorhandler(Refused)
def explain(refusal):
    response = make_response(jsonify(error=str(refusal), code=refusal.code), refusal.code)
    blame = f', error="{refusal.error}"' if refusal.error else ""
    response.headers.add("WWW-Authenticate", f'Bearer realm="back door"{blame}')
    return response


def with_badge(view):
    @wraps(view)
    def guarded(*args, **kwargs):
        header = request.headers.get("Authorization", "").strip()
        if not header:
            raise Refused("Show a badge.")
        if header.split()[0].lower() != "bearer":
            raise Refused("This door takes the scheme Bearer.")
        found = CREDENTIALS.fullmatch(header)
        if found is None:
            raise Refused("Send one scheme and one badge.", "invalid_request", 400)
        g.holder = app.config["REGISTER"](found[1])
        if g.holder is None:
            raise Refused("Nobody has this badge.", "invalid_token")
        return view(*args, **kwargs)

    return guarded


@app.get("/door")
@with_badge
def open_door():
    return jsonify(door="open", holder=g.holder)
