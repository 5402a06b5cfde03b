"""Like: name_for_a_code"""

from flask import Flask, jsonify

app = Flask(__name__)

BOOKS = {
    "9789990012347": {"title": "Mosses of the Stone Bridge", "shelf": "B4"},
    "0999001248": {"title": "Bread Without Hurry", "shelf": "C1"},
    "099900428X": {"title": "The Ferry Timetable, Explained", "shelf": "A7"},
}


@app.get("/books/<isbn>")
def show_book(isbn):
    if isbn not in BOOKS:
        response = jsonify(error=f"{isbn} is not here")
        response.status = "Not Found"
        return response
    return {"isbn": isbn, **BOOKS[isbn]}
