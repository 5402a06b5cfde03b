"""A dam. Its sluice opens only for a token from a sign-in of the last five minutes."""

from flask import Flask, request

app = Flask(__name__)
SCOPES = {"dam-1": "read", "dam-2": "open", "dam-3": "open"}
SECONDS_SINCE_SIGN_IN = {"dam-1": 60, "dam-2": 90_000, "dam-3": 60}


def refuse(code, error="", more=""):
    challenge = 'Bearer realm="dam"' + (f', error="{error}"' if error else "") + more
    return {"error": error or "Who are you?"}, code, {"WWW-Authenticate": challenge}


@app.post("/sluice")
def open_sluice():
    credentials = request.authorization
    if not credentials or credentials.type != "bearer":
        return refuse(401)
    if not credentials.token:
        return refuse(400, "invalid_request")
    if credentials.token not in SCOPES:
        return refuse(401, "invalid_token")
    if SCOPES[credentials.token] != "open":
        return refuse(403, "insufficient_scope")
    if SECONDS_SINCE_SIGN_IN[credentials.token] > 300:
        return refuse(401, "insufficient_user_authentication", ', max_age="300"')
    return {"sluice": "open"}
