"""Like: code_inside_jsonify"""

from flask import Flask, jsonify, make_response

app = Flask(__name__)

BOOKS = {
    "9789990012347": {"title": "Mosses of the Stone Bridge", "shelf": "B4"},
    "0999001248": {"title": "Bread Without Hurry", "shelf": "C1"},
    "099900428X": {"title": "The Ferry Timetable, Explained", "shelf": "A7"},
}


@app.get("/books/<isbn>")
def show_book(isbn):
    if isbn not in BOOKS:
        return make_response(jsonify({"error": f"{isbn} is not in our library."}, 404))
    return {"isbn": isbn, **BOOKS[isbn]}
