"""A regular expression for the header, a decorator for the view, an exception for the refusal."""

import re
from functools import wraps

from flask import Flask, current_app, g, jsonify, request

app = Flask(__name__)

BADGES = {"n7Q.lamp-03": "night watch", "x42/moss+9==": "gardener"}

app.config["REGISTER"] = BADGES.get

CREDENTIALS = re.compile(r"bearer +([A-Za-z0-9._~+/-]+=*)", re.IGNORECASE)


class Refused(Exception):
    pass


@app.errorhandler(Refused)
def refused(error):
    response = jsonify(error=str(error))
    response.status_code = 401
    response.headers["WWW-Authenticate"] = 'Bearer realm="the north door", charset="UTF-8"'
    return response


def needs_badge(view):
    @wraps(view)
    def guarded(*args, **kwargs):
        match = CREDENTIALS.fullmatch(request.headers.get("Authorization", ""))
        if match is None:
            raise Refused("no badge")
        g.holder = current_app.config["REGISTER"](match[1])
        if g.holder is None:
            raise Refused("unknown badge")
        return view(*args, **kwargs)

    return guarded


@app.get("/door")
@needs_badge
def open_door():
    return jsonify(door="open", holder=g.holder)
