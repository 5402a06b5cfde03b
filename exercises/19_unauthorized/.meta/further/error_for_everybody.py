"""Like: everybody_is_blamed"""

from flask import Flask, jsonify, request

app = Flask(__name__)

BADGES = {"n7Q.lamp-03": "night watch", "x42/moss+9==": "gardener"}

app.config["REGISTER"] = BADGES.get


class NotAuthorized(Exception):
    pass


@app.errorhandler(NotAuthorized)
def not_authorized(e):
    challenge = 'Bearer realm="house", error="invalid_token", error_description="no valid badge"'
    return jsonify(error=str(e)), 401, {"WWW-Authenticate": challenge}


def read_badge():
    parts = request.headers.get("Authorization", "").split()
    if len(parts) != 2 or parts[0].lower() != "bearer":
        raise NotAuthorized("Show one badge.")
    return parts[1]


@app.get("/door")
def open_door():
    holder = app.config["REGISTER"](read_badge())
    if holder is None:
        raise NotAuthorized("Unknown badge.")
    return jsonify(door="open", holder=holder)
