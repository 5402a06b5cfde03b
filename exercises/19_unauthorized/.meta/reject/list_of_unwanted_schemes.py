"""Misconception: The schemes that are not wanted can be listed.

Believes: Any scheme that nobody has thought of opens the door.
Fails: test_other_schemes
"""

from flask import Flask, request

app = Flask(__name__)

BADGES = {"n7Q.lamp-03": "night watch", "x42/moss+9==": "gardener"}
UNWANTED = ("basic", "digest", "token", "bearers", "bear")
app.config["REGISTER"] = BADGES.get
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="cellar"'}


@app.get("/door")
def open_door():
    scheme, _, badge = request.headers.get("Authorization", "").partition(" ")
    if not badge or scheme.lower() in UNWANTED:
        return {"error": "Show a badge."}, 401, CHALLENGE
    holder = app.config["REGISTER"](badge.strip())
    if holder is None:
        return {"error": "Nobody has this badge."}, 401, CHALLENGE
    return {"door": "open", "holder": holder}
