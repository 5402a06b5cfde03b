"""Misconception: A book that stands in BOOKS is found, however it is asked for.

Believes: The library owns nothing: the code is 404 for its own books too.
Fails: test_owned_200, test_missing_404, test_explained, test_names_isbn, test_any_label, test_repeated, test_head
"""

from flask import Flask

app = Flask(__name__)

BOOKS = {
    "9789990012347": {"title": "Mosses of the Stone Bridge", "shelf": "B4"},
    "0999001248": {"title": "Bread Without Hurry", "shelf": "C1"},
    "099900428X": {"title": "The Ferry Timetable, Explained", "shelf": "A7"},
}


@app.get("/books/<int:isbn>")
def show_book(isbn):
    if isbn not in BOOKS:
        return {"error": f"There is no book {isbn}."}, 404
    return {"isbn": isbn, **BOOKS[isbn]}
