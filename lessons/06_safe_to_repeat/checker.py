"""A notice board, and a program that checks its links at night."""

from flask import Flask

board = Flask("board")
app = Flask(__name__)
posters = {"1": "Jumble sale", "2": "Lost cat"}


@board.get("/posters")
def index():
    return [f"/posters/{number}/remove" for number in posters]


@board.get("/posters/<number>/remove")
def remove(number):
    posters.pop(number, None)
    return {"removed": number}


@app.get("/check-links")
def check():
    client = board.test_client()
    broken = [link for link in client.get("/posters").json if client.get(link).status_code >= 400]
    return {"broken": broken, "posters": len(posters)}
