"""Like: unknown_badge_is_403"""

from flask import Flask, jsonify, request

app = Flask(__name__)

BADGES = {"n7Q.lamp-03": "night watch", "x42/moss+9==": "gardener"}

app.config["REGISTER"] = BADGES.get

HEADERS = {"WWW-Authenticate": 'Bearer realm="cellar"'}


@app.get("/door")
def open_door():
    auth = request.authorization
    if auth is None or auth.type != "bearer" or auth.token is None:
        return jsonify(error="authentication required"), 401, HEADERS
    holder = app.config["REGISTER"](auth.token)
    if not holder:
        return jsonify(error="access denied"), 403
    return jsonify(door="open", holder=holder)
