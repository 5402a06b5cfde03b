"""Like: lock_around_the_look"""

from threading import Lock

from flask import Flask, request, url_for

app = Flask(__name__)
items = {"1": "teapot", "2": "kettle"}
lock = Lock()


@app.get("/items/<item_id>")
def show_item(item_id):
    if item_id not in items:
        return {"error": f"There is no item {item_id}."}, 404
    return {"id": item_id, "name": items[item_id]}


@app.post("/items")
def add_item():
    data = request.get_json()
    if not isinstance(data, dict):
        return {"error": "Send an object."}, 400
    item_id, name = data.get("id"), data.get("name")
    if not isinstance(item_id, str) or not item_id or "/" in item_id:
        return {"error": "bad id"}, 400
    if not isinstance(name, str) or not name:
        return {"error": "bad name"}, 400
    if not lock.acquire(blocking=False):
        return {"error": "busy"}, 409
    try:
        if item_id in items:
            return {"error": f"The id {item_id} is in use."}, 409
        items[item_id] = name
    finally:
        lock.release()
    return {"id": item_id, "name": name}, 201, {"Location": url_for("show_item", item_id=item_id)}
