"""Like: other_label_is_malformed"""

from flask import Flask

app = Flask(__name__)

BOOKS = {
    "9789990012347": {"title": "Mosses of the Stone Bridge", "shelf": "B4"},
    "0999001248": {"title": "Bread Without Hurry", "shelf": "C1"},
    "099900428X": {"title": "The Ferry Timetable, Explained", "shelf": "A7"},
}


@app.get("/books/<isbn>")
def show_book(isbn):
    if len(isbn) not in (10, 13):
        return {"error": f"{isbn} is not an ISBN."}, 400
    if isbn not in BOOKS:
        return {"error": f"There is no book {isbn} in our library."}, 404
    return {"isbn": isbn, **BOOKS[isbn]}
