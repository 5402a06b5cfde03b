"""The same club: the address holds a name, and the club knows its own pages."""

from flask import Flask, redirect, request

app = Flask(__name__)
PAGES = {"kilns": "/kilns", "courses": "/courses"}


@app.post("/sign-in")
def sign_in():
    target = PAGES.get(request.args.get("next"), "/home")
    return redirect(target, code=303)
