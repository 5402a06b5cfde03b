"""A foghorn that says how to identify oneself."""

from flask import Flask, request

app = Flask(__name__)


@app.post("/foghorn")
def sound():
    if request.headers.get("Authorization") != "Bearer foggy-day":
        challenge = {"WWW-Authenticate": 'Bearer realm="foghorn"'}
        return {"error": "Who are you?"}, 401, challenge
    return {"sounded": True}
