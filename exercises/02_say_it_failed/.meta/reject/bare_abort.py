"""Misconception: An error with the right code has the right body.

Believes: The book is missing, and the JSON that would say which one did not come.
Fails: test_explained, test_names_isbn, test_any_label
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
        abort(404)
    return {"isbn": isbn, **BOOKS[isbn]}
