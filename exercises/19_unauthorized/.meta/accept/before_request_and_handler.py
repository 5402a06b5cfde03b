"""before_request lets nobody through, one handler writes every 401, after_request adds the challenge."""

from flask import Flask, abort, g, jsonify, request

app = Flask(__name__)

BADGES = {"n7Q.lamp-03": "night watch", "x42/moss+9==": "gardener"}

app.config["REGISTER"] = BADGES.get


@app.before_request
def identify():
    header = request.headers.get("Authorization", "")
    if header[:7].lower() != "bearer ":
        abort(401, "Send a header Authorization: Bearer and your badge.")
    g.holder = app.config["REGISTER"](header[7:])
    if not g.holder:
        abort(401, "This badge is not known.")


@app.errorhandler(401)
def unauthorized(error):
    return jsonify({"error": error.description}), 401


@app.after_request
def challenge(response):
    if response.status_code == 401:
        response.headers.add("WWW-Authenticate", 'Basic realm="door"')
        response.headers.add("WWW-Authenticate", 'Bearer realm="door"')
    return response


@app.get("/door")
def open_door():
    return {"door": "open", "holder": g.holder}
