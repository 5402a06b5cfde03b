"""Misconception: With the right code any body will do.

Believes: The book is missing, but nothing came that a JSON parser can read, and nobody learns why.
Fails: test_explained, test_names_isbn, test_any_label
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
        return f"Sorry, {isbn} is not in our library.", 404
    return {"isbn": isbn, **BOOKS[isbn]}
