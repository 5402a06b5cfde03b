"""Like: no_time_to_come_back"""

import sqlite3
from types import SimpleNamespace

from flask import Flask, jsonify, request, url_for

app = Flask(__name__)
app.config["STOCK"] = SimpleNamespace(reserve=lambda item, quantity: f"{quantity} {item}", release=print)
app.config["PAYMENTS"] = SimpleNamespace(charge=lambda card, cents, key: card != "empty")

LOAF = 450
db = sqlite3.connect(":memory:", check_same_thread=False)
db.execute("CREATE TABLE orders (reference TEXT NOT NULL UNIQUE, item TEXT NOT NULL, quantity INT NOT NULL)")
answers = {}


def is_order(data):
    if not isinstance(data, dict):
        return False
    for name in ("reference", "item", "card"):
        if not isinstance(data.get(name), str) or data[name] == "":
            return False
    quantity = data.get("quantity")
    return isinstance(quantity, int) and not isinstance(quantity, bool) and quantity >= 1


def forget(reference):
    with db:
        db.execute("DELETE FROM orders WHERE reference = ?", (reference,))


@app.post("/orders")
def place_order():
    stock, payments = app.config["STOCK"], app.config["PAYMENTS"]
    key, data = request.headers.get("Idempotency-Key"), request.get_json()
    if not key:
        return jsonify(error="Idempotency-Key is missing."), 400
    if key in answers:
        kept, answer = answers[key]
        if kept != data:
            return jsonify(error="Key of another order."), 422
        return answer
    if not is_order(data):
        return jsonify(error="This is no order."), 422
    try:
        slip = stock.reserve(data["item"], data["quantity"])
    except (ConnectionError, TimeoutError):
        return jsonify(error="The stock cannot be reached."), 503
    if slip is None:
        return jsonify(error="Sold out."), 409
    order = {"reference": data["reference"], "item": data["item"], "quantity": data["quantity"]}
    try:
        with db:
            db.execute("INSERT INTO orders VALUES (:reference, :item, :quantity)", order)
    except sqlite3.IntegrityError:
        stock.release(slip)
        return jsonify(error="This reference is in use."), 409
    try:
        paid = payments.charge(data["card"], LOAF * data["quantity"], key)
    except (ConnectionError, TimeoutError):
        stock.release(slip)
        forget(data["reference"])
        return jsonify(error="Nobody can be paid now."), 503
    except BaseException:
        stock.release(slip)
        forget(data["reference"])
        raise
    if not paid:
        stock.release(slip)
        forget(data["reference"])
        return jsonify(error="Card declined."), 402
    location = url_for("show_order", reference=order["reference"])
    answers[key] = data, (order, 201, {"Location": location})
    return order, 201, {"Location": location}


@app.get("/orders/<reference>")
def show_order(reference):
    row = db.execute("SELECT * FROM orders WHERE reference = ?", (reference,)).fetchone()
    if row is None:
        return {"error": "There is no such order."}, 404
    return dict(zip(("reference", "item", "quantity"), row))
