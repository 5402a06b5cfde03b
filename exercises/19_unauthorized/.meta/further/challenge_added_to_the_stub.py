"""Like: challenge_and_nothing_else"""

from flask import Flask, request

app = Flask(__name__)

BADGES = {"n7Q.lamp-03": "night watch", "x42/moss+9==": "gardener"}

app.config["REGISTER"] = BADGES.get

CHALLENGE = {"WWW-Authenticate": 'Bearer realm="door"'}


@app.get("/door")
def open_door():
    try:
        badge = request.headers["Authorization"].split(" ")[1]
        holder = app.config["REGISTER"](badge)
    except (KeyError, IndexError):
        return {"error": "Show a badge."}, 401, CHALLENGE
    if holder is None:
        return {"error": "Nobody has this badge."}, 401, CHALLENGE
    return {"door": "open", "holder": holder}
