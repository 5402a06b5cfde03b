"""The nursery, with the same two lines above its view."""

from functools import wraps

from flask import Flask, request

app = Flask(__name__)
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="nursery"'}


def members_only(view):
    @wraps(view)
    def guarded(**values):
        if request.headers.get("Authorization") != "Bearer frond-8":
            return {"error": "Who are you?"}, 401, CHALLENGE
        return view(**values)

    return guarded


@members_only
@app.get("/ferns")
def ferns():
    return ["maidenhair", "staghorn"]
