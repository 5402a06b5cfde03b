"""Misconception: setdefault is a lookup with a default.

Believes: The book was missing the first time and is there ever since: the question itself has stored it.
Fails: test_repeated, test_head
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
    book = BOOKS.setdefault(isbn, {})
    if not book:
        book["title"] = None
        return {"error": f"There is no book {isbn}."}, 404
    return {"isbn": isbn, **book}
