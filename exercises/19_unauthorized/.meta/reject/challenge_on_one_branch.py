"""Misconception: Only who sends nothing needs to be told what to send.

Believes: After a refused badge there is nothing else that it could send.
Fails: test_every_401_has_a_challenge, test_realm_is_quoted
"""

from flask import Flask, request

app = Flask(__name__)

BADGES = {"n7Q.lamp-03": "night watch", "x42/moss+9==": "gardener"}

app.config["REGISTER"] = BADGES.get

CHALLENGE = 'Bearer realm="door"'


def refuse(text, challenge=CHALLENGE):
    return {"error": text}, 401, {"WWW-Authenticate": challenge}


@app.get("/door")
def open_door():
    scheme, _, badge = request.headers.get("Authorization", "").partition(" ")
    if not scheme:
        return refuse("Show a badge.")
    if scheme.lower() != "bearer":
        return refuse("This door takes badges of the scheme Bearer.")
    holder = app.config["REGISTER"](badge.lstrip(" "))
    if holder is None:
        return {"error": "Nobody has this badge."}, 401
    return {"door": "open", "holder": holder}
