"""A puppet theatre: only those who hold the key may repaint a puppet."""

from flask import Flask, request

app = Flask(__name__)
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="theatre"'}
puppets = {"crocodile": "green"}


@app.put("/puppets/<name>")
def repaint(name):
    colour = request.get_json()
    if request.headers.get("Authorization") != "Bearer key":
        return {"error": "Who are you?"}, 401, CHALLENGE
    if name not in puppets:
        return {"error": "We have no such puppet"}, 404
    if not isinstance(colour, str):
        return {"error": "Send a colour as text"}, 422
    puppets[name] = colour
    return {"name": name, "colour": colour}
