"""Misconception: A KeyError can only come from the missing header.

Believes: It has shown no badge, so it shows the same badge again. In fact the register is broken.
Fails: test_fault_of_the_register
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
    try:
        scheme, _, badge = request.headers["Authorization"].partition(" ")
        if scheme.lower() != "bearer":
            return refuse("This door takes badges of the scheme Bearer.")
        holder = app.config["REGISTER"](badge)
    except KeyError:
        return refuse("Show a badge.")
    if holder is None:
        return refuse("Nobody has this badge.", f'{CHALLENGE}, error="invalid_token"')
    return {"door": "open", "holder": holder}
