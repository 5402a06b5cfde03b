"""Orders of a bakery. Run it: flask --app exercises/31_order_pipeline/app run"""

import sqlite3
from types import SimpleNamespace

from flask import Flask, request, url_for

app = Flask(__name__)
app.config["STOCK"] = SimpleNamespace(reserve=lambda item, quantity: f"{quantity} {item}", release=print)
app.config["PAYMENTS"] = SimpleNamespace(charge=lambda card, cents, key: card != "empty")

LOAF = 450
db = sqlite3.connect(":memory:", check_same_thread=False)
db.execute("CREATE TABLE orders (reference TEXT NOT NULL UNIQUE, item TEXT NOT NULL, quantity INT NOT NULL)")
answers = {}


@app.post("/orders")
def place_order():
    key, data = request.headers.get("Idempotency-Key"), request.get_json()
    if key in answers:
        return answers[key]
    held = app.config["STOCK"].reserve(data.get("item"), data.get("quantity"))
    if held is None:
        return {"error": "We have not that many."}, 409
    order = {name: data.get(name) for name in ("reference", "item", "quantity")}
    try:
        with db:
            db.execute("INSERT INTO orders VALUES (:reference, :item, :quantity)", order)
    except sqlite3.IntegrityError:
        return {"error": "There is an order with this reference."}, 409
    answers[key] = order, 201, {"Location": url_for("show_order", reference=order["reference"])}
    if not app.config["PAYMENTS"].charge(data["card"], LOAF * order["quantity"], key):
        app.config["STOCK"].release(held)
        return {"error": "The card was declined."}, 402
    return answers[key]


@app.get("/orders/<reference>")
def show_order(reference):
    row = db.execute("SELECT * FROM orders WHERE reference = ?", (reference,)).fetchone()
    if row is None:
        return {"error": "There is no such order."}, 404
    return dict(zip(("reference", "item", "quantity"), row))
