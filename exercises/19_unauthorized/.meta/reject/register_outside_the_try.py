"""Misconception: The try around the register was all that was wrong with the lock.

Believes: Nobody says which credentials are wanted, and any first word opens the door.
Fails: test_every_401_has_a_challenge, test_realm_is_quoted, test_nobody_is_blamed_for_asking,
test_other_schemes, test_malformed
"""

from flask import Flask, request

app = Flask(__name__)

BADGES = {"n7Q.lamp-03": "night watch", "x42/moss+9==": "gardener"}

app.config["REGISTER"] = BADGES.get


@app.get("/door")
def open_door():
    try:
        badge = request.headers["Authorization"].split(" ")[1]
    except (KeyError, IndexError):
        return {"error": "Show a badge."}, 401
    holder = app.config["REGISTER"](badge)
    if holder is None:
        return {"error": "Nobody has this badge."}, 401
    return {"door": "open", "holder": holder}
