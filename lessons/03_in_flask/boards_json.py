"""Boards of a chess club: leave early with a finished response."""

from flask import Flask, abort, make_response

app = Flask(__name__)
BOARDS = {"hall": "white to move"}


def find(name):
    if name not in BOARDS:
        abort(make_response({"error": f"There is no board {name}"}, 404))
    return BOARDS[name]


@app.get("/boards/<name>")
def board(name):
    return {"board": name, "state": find(name)}
