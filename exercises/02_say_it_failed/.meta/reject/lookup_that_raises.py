"""Misconception: A KeyError in the view tells the client that the book is missing.

Believes: The library is broken: the KeyError has left the view, and the code is 500.
Fails: test_missing_404, test_explained, test_names_isbn, test_any_label, test_repeated, test_head
"""

from flask import Flask

app = Flask(__name__)

BOOKS = {
    "9789990012347": {"title": "Mosses of the Stone Bridge", "shelf": "B4"},
    "0999001248": {"title": "Bread Without Hurry", "shelf": "C1"},
    "099900428X": {"title": "The Ferry Timetable, Explained", "shelf": "A7"},
}


@app.get("/books/<isbn>")
def show_book(isbn):
    book = BOOKS[isbn]
    if not book:
        return {"error": f"There is no book {isbn}."}, 404
    return {"isbn": isbn, **book}
