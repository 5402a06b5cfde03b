"""Codes as RFC 6750 has them: 400 invalid_request for what cannot be read, 401 for the rest."""

from http import HTTPStatus

from flask import Flask, make_response, request

app = Flask(__name__)

BADGES = {"n7Q.lamp-03": "night watch", "x42/moss+9==": "gardener"}

app.config["REGISTER"] = BADGES.get


def refuse(status, text, code=None):
    challenge = 'Bearer realm="house"' + (f', error="{code}", error_description="{text}"' if code else "")
    return make_response({"error": text, "code": code}, status, {"WWW-Authenticate": challenge})


@app.get("/door")
def open_door():
    words = request.headers.get("Authorization", "").split()
    if not words:
        return refuse(HTTPStatus.UNAUTHORIZED, "no badge")
    scheme, *rest = words
    if scheme.casefold() != "bearer" and rest:
        return refuse(HTTPStatus.UNAUTHORIZED, "other scheme")
    if len(rest) != 1:
        return refuse(HTTPStatus.BAD_REQUEST, "not a scheme and a badge", "invalid_request")
    holder = app.config["REGISTER"](rest[0])
    if holder is None:
        return refuse(HTTPStatus.UNAUTHORIZED, "unknown badge", "invalid_token")
    return {"door": "open", "holder": holder}
