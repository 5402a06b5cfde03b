"""Like: sentence_with_a_code"""

from flask import Flask, Response

app = Flask(__name__)

BOOKS = {
    "9789990012347": {"title": "Mosses of the Stone Bridge", "shelf": "B4"},
    "0999001248": {"title": "Bread Without Hurry", "shelf": "C1"},
    "099900428X": {"title": "The Ferry Timetable, Explained", "shelf": "A7"},
}


@app.get("/books/<isbn>")
def show_book(isbn):
    if isbn in BOOKS:
        return {"isbn": isbn, **BOOKS[isbn]}
    return Response(f"<h1>Not found</h1><p>We do not have {isbn}.</p>", status=404)
