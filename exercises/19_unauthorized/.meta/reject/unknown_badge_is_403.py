"""Misconception: A badge that is not known is a badge that may not enter.

Believes: The house knows it and will never let it in, so another badge would not help.
Fails: test_scheme_has_no_case, test_unknown_badge, test_malformed, test_odd_spaces
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
        return {"error": "This badge may not enter."}, 403
    return {"door": "open", "holder": holder}
