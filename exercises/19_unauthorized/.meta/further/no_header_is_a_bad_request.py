"""Like: missing_header_is_400"""

from flask import Flask, request

app = Flask(__name__)

BADGES = {"n7Q.lamp-03": "night watch", "x42/moss+9==": "gardener"}

app.config["REGISTER"] = BADGES.get

REALM = 'Bearer realm="main door"'


@app.get("/door")
def open_door():
    header = request.headers.get("Authorization")
    if not header:
        return {"error": "Authorization header is required"}, 400
    scheme, _, badge = header.partition(" ")
    holder = app.config["REGISTER"](badge) if scheme.lower() == "bearer" else None
    if holder is None:
        return {"error": "invalid credentials"}, 401, {"WWW-Authenticate": REALM}
    return {"door": "open", "holder": holder}
