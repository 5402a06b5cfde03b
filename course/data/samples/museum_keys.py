from flask import Flask, request

app = Flask(__name__)
ROLES = {"guide": {"hall"}, "curator": {"hall", "vault"}}


@app.get("/<room>")
def enter(room):
    given = request.authorization
    if given is None or given.token not in ROLES:
        return {"error": "Sign in."}, 401, {"WWW-Authenticate": 'Bearer realm="museum"'}
    if room not in ROLES[given.token]:
        return {"error": "Guides may not enter the vault."}, 403
    return {"room": room}
