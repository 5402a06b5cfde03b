"""Misconception: A field named error makes the answer an error.

Believes: The book is there: the status line says 200, and a program that counts codes looks for no field.
Fails: test_missing_404, test_any_label, test_repeated, test_head
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
        return {"error": f"There is no book {isbn}."}
    return {"isbn": isbn, **BOOKS[isbn]}
