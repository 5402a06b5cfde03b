"""Like: json_written_by_hand"""

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
    response = Response('{"error": "we do not have ' + isbn + '"}', mimetype="application/json")
    response.status_code = 404
    return response
