"""Like: any_json_has_fields"""

import threading

from flask import Flask, jsonify, request, url_for

app = Flask(__name__)

items = {"1": "teapot", "2": "kettle"}
items_lock = threading.Lock()


@app.get("/items/<item_id>")
def show_item(item_id):
    if item_id not in items:
        return {"error": f"There is no item {item_id}."}, 404
    return {"id": item_id, "name": items[item_id]}


@app.post("/items")
def add_item():
    data = request.get_json()
    if not data or "id" not in data or "name" not in data:
        return jsonify(error="An item needs an id and a name."), 400
    if not isinstance(data["id"], str) or not data["id"] or "/" in data["id"]:
        return jsonify(error="The id must be a text without a slash."), 400
    if not isinstance(data["name"], str) or not data["name"]:
        return jsonify(error="The name must be a text."), 400
    with items_lock:
        if data["id"] in items:
            return jsonify(error="The id is in use."), 409
        items[data["id"]] = data["name"]
    location = url_for("show_item", item_id=data["id"])
    return jsonify(id=data["id"], name=data["name"]), 201, {"Location": location}
