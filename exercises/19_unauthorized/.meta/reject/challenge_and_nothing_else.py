"""Misconception: The challenge was all that the lock lacked.

Believes: Digest, Basic and any invented word open the door; and when the register is broken, its badge is
bad.
Fails: test_other_schemes, test_malformed, test_fault_of_the_register
"""

from flask import Flask, request

app = Flask(__name__)

BADGES = {"n7Q.lamp-03": "night watch", "x42/moss+9==": "gardener"}

app.config["REGISTER"] = BADGES.get


@app.get("/door")
def open_door():
    try:
        badge = request.headers["Authorization"].split(" ")[1]
        holder = app.config["REGISTER"](badge)
    except (KeyError, IndexError):
        return {"error": "Show a badge."}, 401, {"WWW-Authenticate": 'Bearer realm="cellar"'}
    if holder is None:
        return {"error": "Nobody has this badge."}, 401, {"WWW-Authenticate": 'Bearer realm="cellar"'}
    return {"door": "open", "holder": holder}
