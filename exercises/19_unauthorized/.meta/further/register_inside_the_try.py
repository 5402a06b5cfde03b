"""Like: faults_are_401"""

from flask import Flask, jsonify, make_response, request

app = Flask(__name__)

BADGES = {"n7Q.lamp-03": "night watch", "x42/moss+9==": "gardener"}

app.config["REGISTER"] = BADGES.get


def refused(text):
    response = make_response(jsonify(error=text), 401)
    response.headers["WWW-Authenticate"] = 'Bearer realm="house"'
    return response


@app.get("/door")
def open_door():
    try:
        scheme, badge = request.headers["Authorization"].split(maxsplit=1)
        assert scheme.lower() == "bearer"
        holder = app.config["REGISTER"](badge)
        assert holder is not None
    except Exception:
        return refused("Show a badge.")
    return jsonify(door="open", holder=holder)
