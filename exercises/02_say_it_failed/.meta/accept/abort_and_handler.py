"""abort in the view, one handler that makes JSON of every HTTP error."""

from flask import Flask, abort
from werkzeug.exceptions import HTTPException

app = Flask(__name__)

BOOKS = {
    "9789990012347": {"title": "Mosses of the Stone Bridge", "shelf": "B4"},
    "0999001248": {"title": "Bread Without Hurry", "shelf": "C1"},
    "099900428X": {"title": "The Ferry Timetable, Explained", "shelf": "A7"},
}


@app.get("/books/<isbn>")
def show_book(isbn):
    if isbn not in BOOKS:
        abort(404, description=f"We do not own {isbn}.")
    return {"isbn": isbn, **BOOKS[isbn]}


@app.errorhandler(HTTPException)
def as_json(error):
    return {"error": error.description}, error.code
