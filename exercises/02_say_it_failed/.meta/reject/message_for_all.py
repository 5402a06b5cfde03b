"""Misconception: One sentence fits every missing book.

Believes: Some book on its list is missing, and the text does not say which.
Fails: test_names_isbn, test_any_label
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
    if isbn not in BOOKS:
        return {"error": "Book not found."}, 404
    return {"isbn": isbn, **BOOKS[isbn]}
