"""Misconception: With 409 for a taken id the view is in order: what is there and free can be stored.

Believes: It has an item under the id null or a/b, and nobody can ever read it.
Fails: test_new_item_is_created, test_location_works_for_every_id, test_incomplete_items_are_refused, test_json_that_is_no_object_is_refused, test_id_without_an_address_is_refused, test_number_is_no_second_item, test_two_requests_at_the_same_moment_make_one_item
"""

from flask import Flask, request

app = Flask(__name__)

items = {"1": "teapot", "2": "kettle"}


@app.get("/items/<item_id>")
def show_item(item_id):
    if item_id not in items:
        return {"error": f"There is no item {item_id}."}, 404
    return {"id": item_id, "name": items[item_id]}


@app.post("/items")
def add_item():
    data = request.get_json()
    if not data or "id" not in data or "name" not in data:
        return {"error": "An item needs an id and a name."}, 400
    if data["id"] in items:
        return {"error": f"The id {data['id']} is in use."}, 409
    items[data["id"]] = data["name"]
    return {"message": "Item added."}, 201
