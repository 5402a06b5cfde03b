"""Misconception: An ISBN is a number.

Believes: Books with a leading zero or an X are missing, and it gets HTML for labels that are no number.
Fails: test_owned_200, test_any_label
"""

from flask import Flask

app = Flask(__name__)

BOOKS = {
    "9789990012347": {"title": "Mosses of the Stone Bridge", "shelf": "B4"},
    "0999001248": {"title": "Bread Without Hurry", "shelf": "C1"},
    "099900428X": {"title": "The Ferry Timetable, Explained", "shelf": "A7"},
}


NUMBERS = {int(isbn): book for isbn, book in BOOKS.items() if isbn.isdigit()}


@app.get("/books/<int:isbn>")
def show_book(isbn):
    if isbn not in NUMBERS:
        return {"error": f"There is no book {isbn}."}, 404
    return {"isbn": str(isbn), **NUMBERS[isbn]}
