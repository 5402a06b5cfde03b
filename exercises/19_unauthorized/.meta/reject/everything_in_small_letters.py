"""Misconception: Without case means: small letters for the whole header.

Believes: Its badge is unknown. In fact it was looked up without its capital letters.
Fails: test_known_badge_opens, test_scheme_has_no_case, test_nothing_sent, test_unknown_badge, test_other_schemes, test_malformed, test_odd_spaces, test_refusal_is_json, test_fault_of_the_register
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
    scheme, _, badge = request.headers.get("Authorization", "").lower().partition(" ")
    if not scheme:
        return refuse("Show a badge.")
    if scheme.lower() != "bearer":
        return refuse("This door takes badges of the scheme Bearer.")
    holder = app.config["REGISTER"](badge.lstrip(" "))
    if holder is None:
        return refuse("Nobody has this badge.", f'{CHALLENGE}, error="invalid_token"')
    return {"door": "open", "holder": holder}
