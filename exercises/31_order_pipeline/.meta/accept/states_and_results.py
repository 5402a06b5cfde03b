"""Rows with a state instead of a long transaction; steps return what went wrong instead of raising."""

import sqlite3
from http import HTTPStatus
from types import SimpleNamespace
from urllib.parse import quote

from flask import Flask, Response, request
from flask import json as flask_json
from pydantic import BaseModel, Field, StrictInt, StrictStr, ValidationError

app = Flask(__name__)
app.config["STOCK"] = SimpleNamespace(reserve=lambda item, quantity: "slip", release=lambda slip: None)
app.config["PAYMENTS"] = SimpleNamespace(charge=lambda card, cents, key: True)

db = sqlite3.connect(":memory:", check_same_thread=False)
db.execute(
    "CREATE TABLE orders (reference TEXT PRIMARY KEY, item TEXT, quantity INTEGER, state TEXT, "
    "key TEXT UNIQUE, content TEXT)"
)


class Order(BaseModel):
    reference: StrictStr = Field(min_length=1)
    item: StrictStr = Field(min_length=1)
    card: StrictStr = Field(min_length=1)
    quantity: StrictInt = Field(ge=1)


def answer(code, body, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(flask_json.dumps(body), code, named, mimetype="application/json")


def refuse(code, text, **headers):
    return answer(code, {"error": text}, **headers)


def one(where, value):
    query = f"SELECT reference, item, quantity, content FROM orders WHERE {where} = ? AND state = 'paid'"
    return db.execute(query, (value,)).fetchone()


def shown(row, code):
    reference, item, quantity, _ = row
    body = {"reference": reference, "item": item, "quantity": quantity, "state": "paid"}
    return answer(code, body, Location=f"/orders/{quote(reference, safe='')}")


def run(order, key):
    """Reserve and pay; return None or a refusal. Whatever happens, an unpaid order leaves no slip."""
    slip = None
    try:
        slip = app.config["STOCK"].reserve(order.item, order.quantity)
        if slip is None:
            return refuse(HTTPStatus.CONFLICT, "Sold out.")
        if app.config["PAYMENTS"].charge(order.card, 450 * order.quantity, key):
            slip = None
            return None
        return refuse(HTTPStatus.PAYMENT_REQUIRED, "Another card, please.")
    except (ConnectionError, TimeoutError):
        return refuse(HTTPStatus.SERVICE_UNAVAILABLE, "Later, please.", Retry_After="30")
    finally:
        if slip is not None:
            app.config["STOCK"].release(slip)


def finish(order, state):
    with db:
        if state == "paid":
            db.execute("UPDATE orders SET state = 'paid' WHERE reference = ?", (order.reference,))
        else:
            db.execute("DELETE FROM orders WHERE reference = ?", (order.reference,))


@app.route("/orders", methods=["POST"])
def place_order():
    key = request.headers.get("Idempotency-Key")
    if not key:
        return refuse(400, "Idempotency-Key is missing.")
    content = flask_json.dumps(request.get_json(), sort_keys=True)
    if row := one("key", key):
        return shown(row, 201) if row[3] == content else refuse(422, "The key belongs to another order.")
    try:
        order = Order.model_validate(request.get_json())
    except ValidationError as error:
        return refuse(422, f"{error.error_count()} fields are not right.")
    try:
        with db:
            db.execute(
                "INSERT INTO orders VALUES (?, ?, ?, 'pending', ?, ?)",
                (order.reference, order.item, order.quantity, key, content),
            )
    except sqlite3.IntegrityError:
        return refuse(409, "The reference is taken.")
    except OverflowError:  # more than a column of SQLite holds
        return refuse(409, "Sold out.")
    paid = False
    try:
        refusal = run(order, key)
        paid = refusal is None
    finally:
        finish(order, "paid" if paid else "refused")
    return shown(one("reference", order.reference), 201) if paid else refusal


@app.route("/orders/<path:reference>")
def show_order(reference):
    row = one("reference", reference)
    return shown(row, 200) if row else refuse(404, "No such order.")
