"""Like: message_for_all"""

from flask import Flask, jsonify

app = Flask(__name__)

BOOKS = {
    "9789990012347": {"title": "Mosses of the Stone Bridge", "shelf": "B4"},
    "0999001248": {"title": "Bread Without Hurry", "shelf": "C1"},
    "099900428X": {"title": "The Ferry Timetable, Explained", "shelf": "A7"},
}


def error(text, code):
    response = jsonify({"error": text})
    response.status_code = code
    return response


@app.get("/books/<isbn>")
def show_book(isbn):
    if isbn not in BOOKS:
        return error("There is no such book", 404)
    return jsonify({"isbn": isbn, **BOOKS[isbn]})
