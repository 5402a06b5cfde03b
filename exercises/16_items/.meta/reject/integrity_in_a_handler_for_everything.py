"""Misconception: Whatever goes wrong while an item is added is a conflict.

Believes: Another item stands in its way. In fact a field was missing, or its JSON was a list.
Fails: test_incomplete_items_are_refused, test_json_that_is_no_object_is_refused,
test_id_without_an_address_is_refused, test_number_is_no_second_item
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


@app.errorhandler(LookupError)
@app.errorhandler(TypeError)
@app.errorhandler(ValueError)
def stands_in_the_way(error):
    return {"error": str(error)}, 409


@app.post("/items")
def add_item():
    data = request.get_json()
    item_id, name = data["id"], data["name"]
    if "/" in item_id + name or "" in (item_id, name):
        raise ValueError("An item needs an id without a slash, and a name.")
    with shelf:
        if item_id in items:
            return {"error": f"The id {item_id} is in use. Choose another one."}, 409
        items[item_id] = name
    return {"id": item_id, "name": name}, 201, {"Location": url_for("show_item", item_id=item_id)}
