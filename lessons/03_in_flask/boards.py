"""Boards of a chess club: leave early with a dictionary."""

from flask import Flask, abort

app = Flask(__name__)
BOARDS = {"hall": "white to move"}


def find(name):
    if name not in BOARDS:
        abort(404, {"error": f"There is no board {name}"})
    return BOARDS[name]


@app.get("/boards/<name>")
def board(name):
    return {"board": name, "state": find(name)}
