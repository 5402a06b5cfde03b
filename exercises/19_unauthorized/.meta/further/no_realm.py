"""Like: realm_left_out"""

from flask import Flask, jsonify, request

app = Flask(__name__)

BADGES = {"n7Q.lamp-03": "night watch", "x42/moss+9==": "gardener"}

app.config["REGISTER"] = BADGES.get


def no_entry(reason):
    response = jsonify({"error": reason})
    response.status_code = 401
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


@app.get("/door")
def open_door():
    header = request.headers.get("Authorization") or ""
    scheme, _, badge = header.partition(" ")
    if scheme.lower() != "bearer" or badge == "":
        return no_entry("Show a badge.")
    holder = app.config["REGISTER"](badge)
    return {"door": "open", "holder": holder} if holder else no_entry("Unknown badge.")
