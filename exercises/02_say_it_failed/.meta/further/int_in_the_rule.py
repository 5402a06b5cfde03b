"""Like: isbn_is_a_number"""

from flask import Flask, jsonify

app = Flask(__name__)

BOOKS = {
    "9789990012347": {"title": "Mosses of the Stone Bridge", "shelf": "B4"},
    "0999001248": {"title": "Bread Without Hurry", "shelf": "C1"},
    "099900428X": {"title": "The Ferry Timetable, Explained", "shelf": "A7"},
}


@app.get("/books/<int:number>")
def show_book(number):
    isbn = str(number)
    if isbn in BOOKS:
        return jsonify(isbn=isbn, **BOOKS[isbn])
    return jsonify(error=f"{isbn} is not in our library"), 404
