"""Misconception: A header that begins with Bearer is a Bearer header.

Believes: A colon behind Bearer is as good as a space, and so is any other character.
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
    sent = request.headers.get("Authorization", "")
    if not sent:
        return refuse("Show a badge.")
    if not sent.lower().startswith("bearer"):
        return refuse("This door takes badges of the scheme Bearer.")
    holder = app.config["REGISTER"](sent[7:])
    if holder is None:
        return refuse("Nobody has this badge.", f'{CHALLENGE}, error="invalid_token"')
    return {"door": "open", "holder": holder}
