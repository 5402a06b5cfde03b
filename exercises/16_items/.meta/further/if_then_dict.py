"""Like: look_then_store"""

from flask import Flask, jsonify, request, url_for

app = Flask(__name__)

stock = {"1": {"id": "1", "name": "teapot"}, "2": {"id": "2", "name": "kettle"}}


@app.route("/items/<key>")
def get_item(key):
    if key in stock:
        return jsonify(stock[key])
    return jsonify(error="not found"), 404


@app.route("/items", methods=["POST"])
def create_item():
    body = request.get_json()
    if not isinstance(body, dict):
        return jsonify(error="object expected"), 422
    for field in ("id", "name"):
        if not isinstance(body.get(field), str) or not body[field]:
            return jsonify(error=f"{field} must be a string"), 422
    if "/" in body["id"]:
        return jsonify(error="no slash in the id"), 422
    if body["id"] in stock:
        return jsonify(error="id is taken"), 409
    stock[body["id"]] = {"id": body["id"], "name": body["name"]}
    response = jsonify(stock[body["id"]])
    response.status_code = 201
    response.headers["Location"] = url_for("get_item", key=body["id"])
    return response
