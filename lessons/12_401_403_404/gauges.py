"""Rain gauges: one token may read, another may also reset."""

from flask import Flask, request

app = Flask(__name__)
SCOPES = {"rain-1": {"read"}, "rain-2": {"read", "reset"}}


def refuse(code, error=""):
    challenge = 'Bearer realm="gauges"' + (f', error="{error}"' if error else "")
    return {"error": error or "Who are you?"}, code, {"WWW-Authenticate": challenge}


@app.post("/gauges/reset")
def reset():
    credentials = request.authorization
    if not credentials or credentials.type != "bearer":
        return refuse(401)
    if not credentials.token:
        return refuse(400, "invalid_request")
    if credentials.token not in SCOPES:
        return refuse(401, "invalid_token")
    if "reset" not in SCOPES[credentials.token]:
        return refuse(403, "insufficient_scope")
    return {"rain": 0}
