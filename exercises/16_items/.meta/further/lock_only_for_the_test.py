"""Like: lock_around_the_look"""

from threading import RLock

from flask import Flask, abort, jsonify, request, url_for
from werkzeug.exceptions import HTTPException

app = Flask(__name__)

items = {"1": "teapot", "2": "kettle"}
mutex = RLock()


@app.errorhandler(HTTPException)
def problem(e):
    return jsonify(error=e.description), e.code


@app.get("/items/<item_id>")
def show_item(item_id):
    if item_id not in items:
        abort(404, "no such item")
    return jsonify(id=item_id, name=items[item_id])


def exists(item_id):
    with mutex:
        return item_id in items


@app.post("/items")
def add_item():
    data = request.get_json()
    if not isinstance(data, dict):
        abort(400, "send an object")
    item_id, name = data.get("id"), data.get("name")
    if not isinstance(item_id, str) or not item_id or "/" in item_id:
        abort(400, "id is wrong")
    if not isinstance(name, str) or not name:
        abort(400, "name is wrong")
    if exists(item_id):
        abort(409, "id exists")
    with mutex:
        items[item_id] = name
    return jsonify(id=item_id, name=name), 201, {"Location": url_for("show_item", item_id=item_id)}
