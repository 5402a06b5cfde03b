"""A chess server tells whether a move is legal, and a phone asks it."""

from flask import Flask

board = Flask("board")
app = Flask(__name__)
LEGAL = {"e2e4", "d2d4"}


@board.get("/legal/<move>")
def legal(move):
    if move not in LEGAL:
        return {"error": "This move is not legal"}, 422
    return {"legal": True}


@app.get("/phone/<move>")
def phone(move):
    answer = board.test_client().get(f"/legal/{move}")
    if answer.status_code >= 400:
        return {"shows": "Something went wrong. Please report it."}
    return {"shows": "yes" if answer.json["legal"] else "no"}
