"""Misconception: jsonify takes the code as its second argument.

Believes: The book is there, and it is a list: the 404 has become the second entry of the body.
Fails: test_missing_404, test_explained, test_names_isbn, test_any_label, test_repeated, test_head
"""

from flask import Flask, jsonify

app = Flask(__name__)

BOOKS = {
    "9789990012347": {"title": "Mosses of the Stone Bridge", "shelf": "B4"},
    "0999001248": {"title": "Bread Without Hurry", "shelf": "C1"},
    "099900428X": {"title": "The Ferry Timetable, Explained", "shelf": "A7"},
}


@app.get("/books/<isbn>")
def show_book(isbn):
    if isbn not in BOOKS:
        return jsonify({"error": f"There is no book {isbn}."}, 404)
    return {"isbn": isbn, **BOOKS[isbn]}
