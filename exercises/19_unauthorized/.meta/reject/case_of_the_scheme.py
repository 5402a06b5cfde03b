"""Misconception: The scheme is Bearer with a capital letter.

Believes: This door does not take its badge, because it wrote bearer in small letters.
Fails: test_scheme_has_no_case
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
    if scheme != "Bearer":
        return refuse("This door takes badges of the scheme Bearer.")
    holder = app.config["REGISTER"](badge.lstrip(" "))
    if holder is None:
        return refuse("Nobody has this badge.", f'{CHALLENGE}, error="invalid_token"')
    return {"door": "open", "holder": holder}
