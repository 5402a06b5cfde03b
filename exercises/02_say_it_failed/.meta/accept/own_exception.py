"""An exception of the catalogue, and a handler that gives it a code."""

from flask import Flask

app = Flask(__name__)

BOOKS = {
    "9789990012347": {"title": "Mosses of the Stone Bridge", "shelf": "B4"},
    "0999001248": {"title": "Bread Without Hurry", "shelf": "C1"},
    "099900428X": {"title": "The Ferry Timetable, Explained", "shelf": "A7"},
}


class NoSuchBook(LookupError):
    """The catalogue has no such book."""


def find(isbn):
    try:
        return BOOKS[isbn]
    except KeyError:
        raise NoSuchBook(isbn) from None


@app.errorhandler(NoSuchBook)
def no_such_book(error):
    return {"error": f"We have never owned {error.args[0]}."}, 404


@app.get("/books/<isbn>")
def show_book(isbn):
    return {"isbn": isbn} | find(isbn)
