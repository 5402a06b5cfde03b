"""Like: label_escaped_for_html"""

import html

from flask import Flask, jsonify

app = Flask(__name__)

BOOKS = {
    "9789990012347": {"title": "Mosses of the Stone Bridge", "shelf": "B4"},
    "0999001248": {"title": "Bread Without Hurry", "shelf": "C1"},
    "099900428X": {"title": "The Ferry Timetable, Explained", "shelf": "A7"},
}


@app.get("/books/<isbn>")
def show_book(isbn):
    book = BOOKS.get(isbn)
    if book is None:
        return jsonify(error=f"No book {html.escape(isbn)}"), 404
    return jsonify(isbn=isbn, **book)
