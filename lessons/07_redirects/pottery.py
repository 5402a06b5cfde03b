"""A pottery club: after signing in you go on to where you came from."""

from flask import Flask, redirect, request

app = Flask(__name__)


@app.post("/sign-in")
def sign_in():
    target = request.args.get("next", "/home")
    if not target.startswith("/"):
        target = "/home"
    return redirect(target, code=303)
