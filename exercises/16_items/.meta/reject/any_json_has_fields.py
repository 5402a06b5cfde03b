"""Misconception: `in` asks for a field, whatever it is asked of.

Believes: The server is broken when it sends the number 5, or a text that holds the words id and name.
Fails: test_json_that_is_no_object_is_refused
"""

import threading

from flask import Flask, request, url_for

app = Flask(__name__)

items = {"1": "teapot", "2": "kettle"}
shelf = threading.Lock()


@app.get("/items/<item_id>")
def show_item(item_id):
    if item_id not in items:
        return {"error": f"There is no item {item_id}."}, 404
    return {"id": item_id, "name": items[item_id]}


def is_text(value):
    return isinstance(value, str) and value != ""


@app.post("/items")
def add_item():
    data = request.get_json()
    if not data or "id" not in data or "name" not in data:
        return {"error": "An item needs an id and a name."}, 400
    item_id, name = data["id"], data["name"]
    if not is_text(item_id) or "/" in item_id or not is_text(name):
        return {"error": "An item needs an id without a slash, and a name. Both are texts."}, 400
    with shelf:
        if item_id in items:
            return {"error": f"The id {item_id} is in use. Choose another one."}, 409
        items[item_id] = name
    return {"id": item_id, "name": name}, 201, {"Location": url_for("show_item", item_id=item_id)}
