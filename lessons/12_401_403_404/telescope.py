"""A telescope: members look through it, and only observers may turn it."""

from flask import Flask, request

app = Flask(__name__)
ROLES = {"mars-4": "observer", "moon-9": "visitor"}
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="telescope"'}


@app.put("/telescope/target")
def turn():
    credentials = request.authorization
    if not credentials or credentials.type != "bearer" or credentials.token not in ROLES:
        return {"error": "Who are you?"}, 401, CHALLENGE
    if ROLES[credentials.token] != "observer":
        return {"error": "Only observers may turn the telescope"}, 403
    return {"target": request.json}
