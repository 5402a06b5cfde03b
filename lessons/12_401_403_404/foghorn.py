"""A foghorn that only the harbour may sound."""

from flask import Flask, abort, request

app = Flask(__name__)


@app.post("/foghorn")
def sound():
    if request.headers.get("Authorization") != "Bearer foggy-day":
        abort(401)
    return {"sounded": True}
