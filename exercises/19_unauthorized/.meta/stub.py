"""The lock of a door. Run it: flask --app exercises/19_unauthorized/app run"""

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
        return {"error": "Show a badge."}, 401
    if holder is None:
        return {"error": "Nobody has this badge."}, 401
    return {"door": "open", "holder": holder}
