"""Misconception: A handler for 404 answers 404 by itself.

Believes: The book is there: the handler's dict went out with the default 200.
Fails: test_missing_404, test_any_label, test_repeated, test_head
"""

from flask import Flask, abort

app = Flask(__name__)

BOOKS = {
    "9789990012347": {"title": "Mosses of the Stone Bridge", "shelf": "B4"},
    "0999001248": {"title": "Bread Without Hurry", "shelf": "C1"},
    "099900428X": {"title": "The Ferry Timetable, Explained", "shelf": "A7"},
}


@app.get("/books/<isbn>")
def show_book(isbn):
    if isbn not in BOOKS:
        abort(404, description=f"There is no book {isbn}.")
    return {"isbn": isbn, **BOOKS[isbn]}


@app.errorhandler(404)
def not_found(error):
    return {"error": error.description}
