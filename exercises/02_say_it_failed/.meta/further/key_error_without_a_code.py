"""Like: status_in_the_body"""

from flask import Flask, jsonify

app = Flask(__name__)

BOOKS = {
    "9789990012347": {"title": "Mosses of the Stone Bridge", "shelf": "B4"},
    "0999001248": {"title": "Bread Without Hurry", "shelf": "C1"},
    "099900428X": {"title": "The Ferry Timetable, Explained", "shelf": "A7"},
}


@app.get("/books/<isbn>")
def show_book(isbn):
    try:
        book = BOOKS[isbn]
    except KeyError:
        return jsonify(code=404, error=f"Book {isbn} not found")
    return jsonify(isbn=isbn, title=book["title"], shelf=book["shelf"])
