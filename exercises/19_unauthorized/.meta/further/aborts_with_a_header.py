"""Like: page_of_html"""

from flask import Flask, abort, make_response, request

app = Flask(__name__)

BADGES = {"n7Q.lamp-03": "night watch", "x42/moss+9==": "gardener"}

app.config["REGISTER"] = BADGES.get


def unauthorized(text):
    response = make_response(text, 401)
    response.headers["WWW-Authenticate"] = 'Bearer realm="cellar"'
    abort(response)


@app.get("/door")
def open_door():
    scheme, _, badge = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not badge:
        unauthorized("Show your badge.")
    holder = app.config["REGISTER"](badge)
    if holder is None:
        unauthorized("This badge is unknown.")
    return {"door": "open", "holder": holder}
