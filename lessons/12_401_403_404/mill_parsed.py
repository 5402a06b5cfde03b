"""The mill, where Flask takes the header apart."""

from flask import Flask, request

app = Flask(__name__)
TOKENS = {"rye-31"}
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="mill"'}


@app.get("/sluice")
def sluice():
    credentials = request.authorization
    if not credentials or credentials.type != "bearer" or credentials.token not in TOKENS:
        return {"error": "Who are you?"}, 401, CHALLENGE
    return {"sluice": "open"}
