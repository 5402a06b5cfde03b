"""A blueprint with a view class."""

from flask import Blueprint, Flask
from flask.views import MethodView

app = Flask(__name__)

BOOKS = {
    "9789990012347": {"title": "Mosses of the Stone Bridge", "shelf": "B4"},
    "0999001248": {"title": "Bread Without Hurry", "shelf": "C1"},
    "099900428X": {"title": "The Ferry Timetable, Explained", "shelf": "A7"},
}


library = Blueprint("library", __name__)


class Book(MethodView):
    def get(self, isbn):
        found = BOOKS.get(isbn)
        if found:
            return {"isbn": isbn, **found}, 200
        return {"error": f"no {isbn}", "status": 404}, "404 Not Found"


library.add_url_rule("/books/<isbn>", view_func=Book.as_view("book"))
app.register_blueprint(library)
