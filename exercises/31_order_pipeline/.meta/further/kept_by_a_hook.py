"""Like: failure_kept_under_the_key"""

import sqlite3
from types import SimpleNamespace

from flask import Flask, make_response, request, url_for

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


@app.before_request
def give_the_answer_again():
    key = request.headers.get("Idempotency-Key")
    if request.method == "POST" and key in answers:
        data, body, code, headers = answers[key]
        if data != request.get_data():
            return {"error": "This key had another order."}, 409
        return make_response(body, code, headers)


@app.after_request
def keep_the_answer(response):
    key = request.headers.get("Idempotency-Key")
    if request.method == "POST" and key and key not in answers:
        headers = {name: value for name, value in response.headers if name != "Content-Length"}
        answers[key] = request.get_data(), response.get_data(), response.status_code, headers
    return response


@app.post("/orders")
def place_order():
    if not request.headers.get("Idempotency-Key"):
        return {"error": "No key."}, 400
    data = request.get_json()
    if not is_order(data):
        return {"error": "No order."}, 400
    try:
        slip = app.config["STOCK"].reserve(data["item"], data["quantity"])
    except (ConnectionError, TimeoutError):
        return {"error": "The stock is away."}, 503, {"Retry-After": "10"}
    if slip is None:
        return {"error": "Sold out."}, 409
    order = {name: data[name] for name in ("reference", "item", "quantity")}
    key = request.headers["Idempotency-Key"]
    try:
        with db:
            db.execute("INSERT INTO orders VALUES (:reference, :item, :quantity)", order)
            if not app.config["PAYMENTS"].charge(data["card"], LOAF * data["quantity"], key):
                raise PermissionError
    except sqlite3.IntegrityError:
        app.config["STOCK"].release(slip)
        return {"error": "There is such an order already."}, 409
    except PermissionError:
        app.config["STOCK"].release(slip)
        return {"error": "Declined."}, 402
    except (ConnectionError, TimeoutError):
        app.config["STOCK"].release(slip)
        return {"error": "The till is away."}, 503, {"Retry-After": "10"}
    except BaseException:
        app.config["STOCK"].release(slip)
        raise
    return order, 201, {"Location": url_for("show_order", reference=data["reference"])}


@app.get("/orders/<reference>")
def show_order(reference):
    row = db.execute("SELECT * FROM orders WHERE reference = ?", (reference,)).fetchone()
    if row is None:
        return {"error": "There is no such order."}, 404
    return dict(zip(("reference", "item", "quantity"), row))
