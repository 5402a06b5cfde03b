"""Like: zeros_in_front_are_dropped"""

from flask import Flask

app = Flask(__name__)

BOOKS = {
    "9789990012347": {"title": "Mosses of the Stone Bridge", "shelf": "B4"},
    "0999001248": {"title": "Bread Without Hurry", "shelf": "C1"},
    "099900428X": {"title": "The Ferry Timetable, Explained", "shelf": "A7"},
}


@app.get("/books/<isbn>")
def show_book(isbn):
    for known in BOOKS:
        if known.lstrip("0") == isbn.lstrip("0"):
            return {"isbn": known, **BOOKS[known]}
    return {"error": f"Sorry, {isbn} is not in our library."}, 404
