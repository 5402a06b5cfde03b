"""Like: handler_without_a_code"""

from flask import Flask, abort, jsonify

app = Flask(__name__)

BOOKS = {
    "9789990012347": {"title": "Mosses of the Stone Bridge", "shelf": "B4"},
    "0999001248": {"title": "Bread Without Hurry", "shelf": "C1"},
    "099900428X": {"title": "The Ferry Timetable, Explained", "shelf": "A7"},
}


@app.errorhandler(404)
def handle_404(e):
    return jsonify(error=str(e))


@app.get("/books/<isbn>")
def show_book(isbn):
    if isbn not in BOOKS:
        abort(404, f"Sorry, {isbn} is not in our library.")
    return {"isbn": isbn, **BOOKS[isbn]}
