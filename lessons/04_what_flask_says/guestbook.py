"""A guestbook that counts how often its view ran."""

from flask import Flask

app = Flask(__name__)
visits = {"count": 0}


@app.get("/guestbook")
def guestbook():
    visits["count"] += 1
    return visits
