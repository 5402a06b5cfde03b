"""A mill whose sluice answers to members with a token."""

from flask import Flask, request

app = Flask(__name__)
TOKENS = {"rye-31"}
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="mill"'}


@app.get("/sluice")
def sluice():
    parts = request.headers.get("Authorization", "").split(" ")
    if len(parts) < 2 or parts[1] not in TOKENS:
        return {"error": "Who are you?"}, 401, CHALLENGE
    return {"sluice": "open"}


@app.get("/wheel")
def wheel():
    header = request.headers.get("Authorization", "")
    if not header.startswith("Bearer ") or header[7:] not in TOKENS:
        return {"error": "Who are you?"}, 401, CHALLENGE
    return {"wheel": "turning"}
