"""Like: bare_401"""

from flask import Flask, jsonify, request

app = Flask(__name__)

BADGES = {"n7Q.lamp-03": "night watch", "x42/moss+9==": "gardener"}

app.config["REGISTER"] = BADGES.get


def unauthorized(message):
    return jsonify(error=message), 401


@app.get("/door")
def open_door():
    auth = request.authorization
    if auth is None:
        return unauthorized("no credentials")
    if auth.type != "bearer" or not auth.token:
        return unauthorized("wrong scheme")
    holder = app.config["REGISTER"](auth.token)
    if holder is None:
        return unauthorized("unknown badge")
    return jsonify(door="open", holder=holder)
