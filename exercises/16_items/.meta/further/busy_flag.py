"""Like: busy_flag"""

import time

from flask import Flask, request, url_for

app = Flask(__name__)

items = {"1": "teapot", "2": "kettle"}
busy = False


@app.get("/items/<item_id>")
def show_item(item_id):
    if item_id not in items:
        return {"error": f"There is no item {item_id}."}, 404
    return {"id": item_id, "name": items[item_id]}


def is_text(value):
    return isinstance(value, str) and value != ""


@app.post("/items")
def add_item():
    global busy
    data = request.get_json()
    if not isinstance(data, dict):
        return {"error": "Send a JSON object."}, 400
    item_id, name = data.get("id"), data.get("name")
    if not is_text(item_id) or "/" in item_id or not is_text(name):
        return {"error": "An item needs an id without a slash, and a name. Both are texts."}, 400
    while busy:
        time.sleep(0.001)
    busy = True
    taken = item_id in items
    if not taken:
        items[item_id] = name
    busy = False
    if taken:
        return {"error": f"The id {item_id} is in use."}, 409
    return {"id": item_id, "name": name}, 201, {"Location": url_for("show_item", item_id=item_id)}
