"""Like: location_by_f_string"""

import threading

from flask import Flask, jsonify, make_response, request

app = Flask(__name__)

items = {"1": "teapot", "2": "kettle"}
lock = threading.Lock()


@app.get("/items/<item_id>")
def show_item(item_id):
    if item_id not in items:
        return jsonify(error="unknown item"), 404
    return jsonify(id=item_id, name=items[item_id])


def check(data):
    if not isinstance(data, dict):
        return "no object"
    if not isinstance(data.get("id"), str) or data["id"] == "" or "/" in data["id"]:
        return "bad id"
    if not isinstance(data.get("name"), str) or data["name"] == "":
        return "bad name"
    return None


@app.post("/items")
def add_item():
    data = request.get_json()
    problem = check(data)
    if problem:
        return jsonify(error=problem), 400
    with lock:
        if data["id"] in items:
            return jsonify(error="in use"), 409
        items[data["id"]] = data["name"]
    response = make_response(jsonify(id=data["id"], name=data["name"]), 201)
    response.headers["Location"] = "/items/" + data["id"]
    return response
