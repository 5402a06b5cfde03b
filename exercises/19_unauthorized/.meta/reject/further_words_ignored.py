"""Misconception: What stands behind the badge does not matter.

Believes: A badge with anything behind it is fine.
Fails: test_malformed
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
    holder = app.config["REGISTER"]((badge.split() or [""])[0])
    if holder is None:
        return refuse("Nobody has this badge.", f'{CHALLENGE}, error="invalid_token"')
    return {"door": "open", "holder": holder}
