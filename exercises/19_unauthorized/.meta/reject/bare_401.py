"""Misconception: The number 401 says everything.

Believes: Some credentials are wanted, and nobody says which, so it gives up.
Fails: test_nobody_is_blamed_for_asking, test_every_401_has_a_challenge, test_realm_is_quoted
"""

from flask import Flask, request

app = Flask(__name__)

BADGES = {"n7Q.lamp-03": "night watch", "x42/moss+9==": "gardener"}

app.config["REGISTER"] = BADGES.get


def refuse(text):
    return {"error": text}, 401


@app.get("/door")
def open_door():
    scheme, _, badge = request.headers.get("Authorization", "").partition(" ")
    if not scheme:
        return refuse("Show a badge.")
    if scheme.lower() != "bearer":
        return refuse("This door takes badges of the scheme Bearer.")
    holder = app.config["REGISTER"](badge.lstrip(" "))
    if holder is None:
        return refuse("Nobody has this badge.")
    return {"door": "open", "holder": holder}
