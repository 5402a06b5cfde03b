from flask import Flask, request

app = Flask(__name__)
RUNG = []


@app.post("/ring")
def ring():
    if RUNG:
        return {"error": "One ring a minute."}, 429, {"Retry-After": "60"}
    RUNG.append(request.remote_addr)
    return "", 204
