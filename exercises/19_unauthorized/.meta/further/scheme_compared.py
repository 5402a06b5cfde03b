"""Like: case_of_the_scheme"""

from flask import Flask, request

app = Flask(__name__)

BADGES = {"n7Q.lamp-03": "night watch", "x42/moss+9==": "gardener"}

app.config["REGISTER"] = BADGES.get


@app.errorhandler(401)
def unauthorized(error):
    return {"error": error.description}, 401, {"WWW-Authenticate": 'Bearer realm="cellar"'}


def badge_of(header):
    if not header.startswith("Bearer "):
        return None
    return header[len("Bearer ") :]


@app.get("/door")
def open_door():
    badge = badge_of(request.headers.get("Authorization", ""))
    if badge is None:
        return unauthorized_answer("Show a badge.")
    holder = app.config["REGISTER"](badge)
    if holder is None:
        return unauthorized_answer("Nobody has this badge.")
    return {"door": "open", "holder": holder}


def unauthorized_answer(text):
    return {"error": text}, 401, {"WWW-Authenticate": 'Bearer realm="cellar"'}
