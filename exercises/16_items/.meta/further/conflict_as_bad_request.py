"""Like: duplicate_is_bad_request"""

import threading

from flask import Flask, request, url_for

app = Flask(__name__)

items = {"1": "teapot", "2": "kettle"}
lock = threading.Lock()


def bad(text):
    return {"error": text}, 400


@app.get("/items/<item_id>")
def show_item(item_id):
    with lock:
        name = items.get(item_id)
    return {"id": item_id, "name": name} if name else ({"error": "unknown"}, 404)


@app.post("/items")
def add_item():
    data = request.get_json()
    if type(data) is not dict:
        return bad("The body must be an object.")
    new_id = data.get("id")
    name = data.get("name")
    if not (isinstance(new_id, str) and new_id and "/" not in new_id):
        return bad("id is required")
    if not (isinstance(name, str) and name):
        return bad("name is required")
    with lock:
        if new_id in items:
            return bad("This id exists already.")
        items[new_id] = name
    return {"id": new_id, "name": name}, 201, {"Location": url_for("show_item", item_id=new_id)}
