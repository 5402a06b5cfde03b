"""Like: small_x_is_the_same"""

from flask import Flask, jsonify

app = Flask(__name__)

BOOKS = {
    "9789990012347": {"title": "Mosses of the Stone Bridge", "shelf": "B4"},
    "0999001248": {"title": "Bread Without Hurry", "shelf": "C1"},
    "099900428X": {"title": "The Ferry Timetable, Explained", "shelf": "A7"},
}


LOWER = {isbn.lower(): isbn for isbn in BOOKS}


@app.get("/books/<isbn>")
def show_book(isbn):
    owned = LOWER.get(isbn.casefold())
    if owned is None:
        return jsonify(error=f"There is no book {isbn}"), 404
    return jsonify(isbn=owned, **BOOKS[owned])
