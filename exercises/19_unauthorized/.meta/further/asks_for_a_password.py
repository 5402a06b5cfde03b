"""Like: challenge_for_passwords"""

from flask import Flask, jsonify, request

app = Flask(__name__)

BADGES = {"n7Q.lamp-03": "night watch", "x42/moss+9==": "gardener"}

app.config["REGISTER"] = BADGES.get


@app.get("/door")
def open_door():
    auth = request.authorization
    if auth and auth.type == "bearer" and auth.token:
        holder = app.config["REGISTER"](auth.token)
        if holder is not None:
            return jsonify(door="open", holder=holder)
    response = jsonify(error="Please authenticate.")
    response.status_code = 401
    response.headers["WWW-Authenticate"] = 'Basic realm="door"'
    return response
