"""Misconception: The token is the last word of the header.

Believes: The scheme can be any word, or be left out.
Fails: test_other_schemes, test_malformed
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
    words = request.headers.get("Authorization", "").split()
    if not words:
        return refuse("Show a badge.")
    holder = app.config["REGISTER"](words[-1])
    if holder is None:
        return refuse("Nobody has this badge.", f'{CHALLENGE}, error="invalid_token"')
    return {"door": "open", "holder": holder}
