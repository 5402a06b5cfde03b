"""Orders of a bakery."""

import sqlite3
from contextlib import contextmanager
from types import SimpleNamespace

from flask import Flask, request, url_for

app = Flask(__name__)
app.config["STOCK"] = SimpleNamespace(reserve=lambda item, quantity: f"{quantity} {item}", release=print)
app.config["PAYMENTS"] = SimpleNamespace(charge=lambda card, cents, key: card != "empty")

LOAF = 450
FIELDS = ("reference", "item", "quantity")
db = sqlite3.connect(":memory:", check_same_thread=False)
db.execute("CREATE TABLE orders (reference TEXT NOT NULL UNIQUE, item TEXT NOT NULL, quantity INT NOT NULL)")
answers = {}


class Refused(Exception):
    def __init__(self, code, text, **headers):
        super().__init__(text)
        self.code = code
        self.headers = headers


@app.errorhandler(Refused)
def answer_refusal(error):
    return {"error": str(error)}, error.code, error.headers


def checked(data):
    if not isinstance(data, dict):
        raise Refused(400, "An order is a JSON object.")
    for name in ("reference", "item", "card"):
        if not isinstance(data.get(name), str) or not data[name]:
            raise Refused(422, f"{name} is missing, or no text.")
    quantity = data.get("quantity")
    if type(quantity) is not int or quantity < 1:
        raise Refused(422, "quantity is a whole number from 1 up.")
    return {name: data[name] for name in FIELDS}


def ask(service, *args):
    try:
        return service(*args)
    except (ConnectionError, TimeoutError):
        raise Refused(503, "Part of the bakery cannot be reached.", **{"Retry-After": "20"}) from None


@contextmanager
def reserved(order):
    held = ask(app.config["STOCK"].reserve, order["item"], order["quantity"])
    if held is None:
        raise Refused(409, "We have not that many.")
    try:
        yield
    except BaseException:
        app.config["STOCK"].release(held)
        raise


def insert(order):
    try:
        db.execute("INSERT INTO orders VALUES (:reference, :item, :quantity)", order)
    except sqlite3.IntegrityError:
        raise Refused(409, "There is an order with this reference.") from None


def charge(card, order, key):
    if not ask(app.config["PAYMENTS"].charge, card, LOAF * order["quantity"], key):
        raise Refused(402, "The card was declined.")


@app.post("/orders")
def place_order():
    key, data = request.headers.get("Idempotency-Key"), request.get_json()
    if not key:
        raise Refused(400, "Send an Idempotency-Key.")
    if key in answers:
        content, answer = answers[key]
        if content != data:
            raise Refused(422, "This key belongs to another order.")
        return answer
    order = checked(data)
    with db, reserved(order):
        insert(order)
        charge(data["card"], order, key)
    answer = order, 201, {"Location": url_for("show_order", reference=order["reference"])}
    answers[key] = data, answer
    return answer


@app.get("/orders/<reference>")
def show_order(reference):
    row = db.execute("SELECT * FROM orders WHERE reference = ?", (reference,)).fetchone()
    if row is None:
        return {"error": "There is no such order."}, 404
    return dict(zip(FIELDS, row, strict=True))
