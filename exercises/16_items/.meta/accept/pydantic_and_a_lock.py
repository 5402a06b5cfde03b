"""pydantic judges the item, a class with a lock keeps it, a method view answers."""

from threading import RLock
from typing import Annotated
from urllib.parse import quote

from flask import Flask, request
from flask.views import MethodView
from pydantic import BaseModel, StringConstraints, ValidationError

app = Flask(__name__)


class Taken(Exception):
    pass


class Item(BaseModel):
    id: Annotated[str, StringConstraints(pattern=r"^[^/]+$")]
    name: Annotated[str, StringConstraints(min_length=1)]


class Shelf:
    def __init__(self, *items):
        self._lock = RLock()
        self._items = {item.id: item for item in items}

    def find(self, item_id):
        return self._items.get(item_id)

    def put(self, item):
        self._lock.acquire()
        try:
            if self.find(item.id) is not None:
                raise Taken(item.id)
            self._items[item.id] = item
        finally:
            self._lock.release()


shelf = Shelf(Item(id="1", name="teapot"), Item(id="2", name="kettle"))


class Items(MethodView):
    def get(self, item_id):
        item = shelf.find(item_id)
        return item.model_dump() if item else ({"error": "unknown"}, 404)

    def post(self):
        item = Item.model_validate(request.get_json())
        shelf.put(item)
        return item.model_dump(), 201, {"Location": "/items/" + quote(item.id)}


@app.errorhandler(Taken)
def taken(error):
    return {"error": f"{error} is taken"}, 409


@app.errorhandler(ValidationError)
def invalid(error):
    return {"error": error.errors(include_input=False, include_context=False, include_url=False)}, 400


app.add_url_rule("/items", view_func=Items.as_view("add"), methods=["POST"])
app.add_url_rule("/items/<item_id>", view_func=Items.as_view("item"), methods=["GET"])
