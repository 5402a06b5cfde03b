"""Misconception: With a line in front that looks at the scheme, the rest may stay as it was.

Believes: The lock takes Bearer with a capital letter only, and takes any words behind a badge; and when the
register is broken, its badge is bad.
Fails: test_scheme_has_no_case, test_malformed, test_fault_of_the_register
"""

from flask import Flask, request

app = Flask(__name__)
BADGES = {"n7Q.lamp-03": "night watch", "x42/moss+9==": "gardener"}
app.config["REGISTER"] = BADGES.get
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="cellar"'}


@app.get("/door")
def open_door():
    try:
        header = request.headers["Authorization"]
        if not header.startswith("Bearer "):
            return {"error": "Use Bearer."}, 401, CHALLENGE
        badge = header.split(" ")[1]
        holder = app.config["REGISTER"](badge)
    except (KeyError, IndexError):
        return {"error": "Show a badge."}, 401, CHALLENGE
    if holder is None:
        return {"error": "Nobody has this badge."}, 401, CHALLENGE
    return {"door": "open", "holder": holder}
