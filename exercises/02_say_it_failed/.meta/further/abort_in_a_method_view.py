"""Like: bare_abort"""

from flask import Flask, abort, jsonify
from flask.views import MethodView

app = Flask(__name__)

BOOKS = {
    "9789990012347": {"title": "Mosses of the Stone Bridge", "shelf": "B4"},
    "0999001248": {"title": "Bread Without Hurry", "shelf": "C1"},
    "099900428X": {"title": "The Ferry Timetable, Explained", "shelf": "A7"},
}


class Book(MethodView):
    def get(self, isbn):
        if isbn not in BOOKS:
            return abort(404)
        return jsonify(isbn=isbn, **BOOKS[isbn])


app.add_url_rule("/books/<isbn>", view_func=Book.as_view("book"))
