"""Misconception: A text that is valid JSON is labelled as JSON by itself.

Believes: The book is missing, and the explanation is a web page: it trusts the label and runs no JSON parser.
Fails: test_explained, test_names_isbn, test_any_label
"""

import json

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
        return json.dumps({"error": f"There is no book {isbn}."}), 404
    return {"isbn": isbn, **BOOKS[isbn]}
