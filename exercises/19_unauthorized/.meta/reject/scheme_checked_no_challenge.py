"""Misconception: The scheme was all that the lock did not look at.

Believes: Nobody says which credentials are wanted; a badge with further words behind it is fine; and when the
register is broken, its badge is bad.
Fails: test_every_401_has_a_challenge, test_realm_is_quoted, test_nobody_is_blamed_for_asking,
test_malformed, test_fault_of_the_register
"""

from flask import Flask, request

app = Flask(__name__)
BADGES = {"n7Q.lamp-03": "night watch", "x42/moss+9==": "gardener"}
app.config["REGISTER"] = BADGES.get


@app.get("/door")
def open_door():
    try:
        header = request.headers["Authorization"]
        if header.split(" ")[0].lower() != "bearer":
            return {"error": "Use Bearer."}, 401
        badge = header.split(" ")[1]
        holder = app.config["REGISTER"](badge)
    except (KeyError, IndexError):
        return {"error": "Show a badge."}, 401
    if holder is None:
        return {"error": "Nobody has this badge."}, 401
    return {"door": "open", "holder": holder}
