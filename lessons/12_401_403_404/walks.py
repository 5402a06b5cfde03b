"""Walks of a rambling club. Members sign in with a form, and the browser keeps a cookie."""

from flask import Flask, redirect, request

app = Flask(__name__)
SESSIONS = {"s-81": "Inga"}


@app.get("/login")
def login():
    return "<h1>Sign in</h1>"


@app.get("/walks")
def page():
    if request.cookies.get("session") not in SESSIONS:
        return redirect("/login", 303)
    return "<h1>Moor, Coast</h1>"


@app.get("/api/walks")
def walks():
    if request.cookies.get("session") not in SESSIONS:
        return redirect("/login", 303)
    return ["Moor", "Coast"]


@app.get("/script")
def script():
    answer = app.test_client().get("/api/walks", follow_redirects=True)
    return {"code": answer.status_code, "type": answer.mimetype}
