"""Misconception: A header that is not there is a malformed request.

Believes: Its request is malformed, and it never learns that it could show a badge.
Fails: test_nothing_sent, test_nobody_is_blamed_for_asking, test_every_401_has_a_challenge, test_realm_is_quoted
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
        return {"error": "The header Authorization is missing."}, 400
    if scheme.lower() != "bearer":
        return refuse("This door takes badges of the scheme Bearer.")
    holder = app.config["REGISTER"](badge.lstrip(" "))
    if holder is None:
        return refuse("Nobody has this badge.", f'{CHALLENGE}, error="invalid_token"')
    return {"door": "open", "holder": holder}
