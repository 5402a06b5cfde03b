"""A film archive takes long films from those who are signed in."""

from flask import Flask, request

app = Flask(__name__)
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="archive"'}


@app.put("/footage/<name>")
def keep(name):
    if "Authorization" not in request.headers:
        return {"error": "Who are you?"}, 401, CHALLENGE
    return {"bytes": len(request.get_data())}, 201
