"""setdefault stores only when the id is free; a number is taken for its text."""

from http import HTTPStatus

from flask import Flask, abort, jsonify, make_response, request, url_for

app = Flask(__name__)

items = {"1": {"id": "1", "name": "teapot"}, "2": {"id": "2", "name": "kettle"}}


def stop(code, text):
    abort(make_response(jsonify(error=text), code))


@app.get("/items/<item_id>")
def show_item(item_id):
    return items.get(item_id) or stop(HTTPStatus.NOT_FOUND, "There is no such item.")


@app.post("/items")
def add_item():
    match request.get_json():
        case {"id": bool()}:
            stop(HTTPStatus.UNPROCESSABLE_ENTITY, "An id is a text.")
        case {"id": str() | int() as item_id, "name": str(name)} if name and str(item_id):
            item = {"id": str(item_id), "name": name}
        case _:
            stop(HTTPStatus.UNPROCESSABLE_ENTITY, "Send an id and a name.")
    if "/" in item["id"]:
        stop(HTTPStatus.UNPROCESSABLE_ENTITY, "An id holds no slash.")
    if items.setdefault(item["id"], item) is not item:
        stop(HTTPStatus.CONFLICT, "This id is in use.")
    return jsonify(item), HTTPStatus.CREATED, {"Location": url_for("show_item", **{"item_id": item["id"]})}
