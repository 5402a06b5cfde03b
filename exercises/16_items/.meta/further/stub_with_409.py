"""Like: conflict_and_nothing_else"""

from flask import Flask, request, url_for

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
    return data, 201, {"Location": url_for("show_item", item_id=data["id"])}
