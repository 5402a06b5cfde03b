"""Misconception: A sentence as the body is enough; its format does not matter.

Believes: It was refused, and the reason is labelled as a page of HTML, so it has no words for its
display.
Fails: test_refusal_is_json
"""

from flask import Flask, request

app = Flask(__name__)

BADGES = {"n7Q.lamp-03": "night watch", "x42/moss+9==": "gardener"}

app.config["REGISTER"] = BADGES.get

CHALLENGE = 'Bearer realm="door"'


def refuse(text, challenge=CHALLENGE):
    return text, 401, {"WWW-Authenticate": challenge}


@app.get("/door")
def open_door():
    scheme, _, badge = request.headers.get("Authorization", "").partition(" ")
    if not scheme:
        return refuse("Show a badge.")
    if scheme.lower() != "bearer":
        return refuse("This door takes badges of the scheme Bearer.")
    holder = app.config["REGISTER"](badge.lstrip(" "))
    if holder is None:
        return refuse("Nobody has this badge.", f'{CHALLENGE}, error="invalid_token"')
    return {"door": "open", "holder": holder}
