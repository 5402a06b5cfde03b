"""abort with a finished response."""

from flask import Flask, abort, make_response

app = Flask(__name__)

BOOKS = {
    "9789990012347": {"title": "Mosses of the Stone Bridge", "shelf": "B4"},
    "0999001248": {"title": "Bread Without Hurry", "shelf": "C1"},
    "099900428X": {"title": "The Ferry Timetable, Explained", "shelf": "A7"},
}


@app.get("/books/<isbn>")
def show_book(isbn):
    if isbn not in BOOKS:
        abort(make_response({"error": f"{isbn}: not in the catalogue"}, 404))
    return {"isbn": isbn, **BOOKS[isbn]}
