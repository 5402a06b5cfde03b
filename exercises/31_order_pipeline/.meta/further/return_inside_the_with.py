"""Like: slip_lost_when_declined"""

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


def is_order(data):
    if not isinstance(data, dict):
        return False
    for name in ("reference", "item", "card"):
        if not isinstance(data.get(name), str) or data[name] == "":
            return False
    quantity = data.get("quantity")
    return isinstance(quantity, int) and not isinstance(quantity, bool) and quantity >= 1


@app.errorhandler(ConnectionError)
@app.errorhandler(TimeoutError)
def not_now(error):
    return {"error": "Try again later."}, 503, {"Retry-After": 60}


@app.post("/orders")
def place_order():
    key, data = request.headers.get("Idempotency-Key"), request.get_json()
    if not key:
        return {"error": "No key."}, 400
    if key in answers:
        if answers[key]["data"] != data:
            return {"error": "Another order has this key."}, 409
        return answers[key]["order"], 201, {"Location": answers[key]["location"]}
    if not is_order(data):
        return {"error": "No order."}, 400
    slip = app.config["STOCK"].reserve(data["item"], data["quantity"])
    if slip is None:
        return {"error": "Not enough."}, 409
    order = {name: data[name] for name in ("reference", "item", "quantity")}
    try:
        with db:
            db.execute("INSERT INTO orders VALUES (:reference, :item, :quantity)", order)
            if not app.config["PAYMENTS"].charge(data["card"], LOAF * data["quantity"], key):
                return {"error": "Declined."}, 402
    except sqlite3.IntegrityError:
        app.config["STOCK"].release(slip)
        return {"error": "There is such an order already."}, 409
    except BaseException:
        app.config["STOCK"].release(slip)
        raise
    location = url_for("show_order", reference=data["reference"])
    answers[key] = {"data": data, "order": order, "location": location}
    return order, 201, {"Location": location}


@app.get("/orders/<reference>")
def show_order(reference):
    row = db.execute("SELECT * FROM orders WHERE reference = ?", (reference,)).fetchone()
    if row is None:
        return {"error": "There is no such order."}, 404
    return dict(zip(("reference", "item", "quantity"), row))
