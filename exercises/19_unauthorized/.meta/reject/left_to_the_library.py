"""Misconception: What the library reads and writes needs no further look.

Believes: Basic, Digest and any invented word open the door; and the challenge names no realm, because it
reads only a realm in quotation marks.
Fails: test_realm_is_quoted, test_other_schemes
"""

from flask import Flask, jsonify, request
from werkzeug.datastructures import WWWAuthenticate

app = Flask(__name__)
BADGES = {"n7Q.lamp-03": "night watch", "x42/moss+9==": "gardener"}
app.config["REGISTER"] = BADGES.get


def refuse(text):
    r = jsonify(error=text)
    r.status_code = 401
    r.www_authenticate = WWWAuthenticate("bearer", {"realm": "cellar"})
    return r


@app.get("/door")
def open_door():
    auth = request.authorization
    if auth is None or not auth.token:
        return refuse("Show a badge.")
    holder = app.config["REGISTER"](auth.token)
    if holder is None:
        return refuse("Nobody has this badge.")
    return {"door": "open", "holder": holder}
