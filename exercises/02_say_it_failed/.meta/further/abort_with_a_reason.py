"""Like: bare_abort"""

from flask import Flask, abort

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
        abort(404, description="This book is not in our library")
    return {"isbn": isbn, "title": book["title"], "shelf": book["shelf"]}
