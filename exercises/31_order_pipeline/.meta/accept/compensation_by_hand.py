"""No context manager: a list of what to undo. The keys live in the database, beside the orders."""

import json
import sqlite3

from flask import Flask, abort, jsonify, make_response, request, url_for
from werkzeug.exceptions import HTTPException

app = Flask(__name__)


class Shelf:
    def reserve(self, item, quantity):
        return object()

    def release(self, slip):
        pass


class Cards:
    def charge(self, card, cents, key):
        return card != "empty"


app.config.update(STOCK=Shelf(), PAYMENTS=Cards())

db = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
db.row_factory = sqlite3.Row
db.executescript(
    """
    CREATE TABLE orders (reference TEXT NOT NULL PRIMARY KEY, item TEXT NOT NULL, quantity INTEGER NOT NULL);
    CREATE TABLE keys (key TEXT PRIMARY KEY, content TEXT NOT NULL, reference TEXT NOT NULL);
    """
)


@app.errorhandler(HTTPException)
def as_json(error):
    return jsonify(error=error.description), error.code


def stop(code, text, headers=None):
    abort(make_response({"error": text}, code, headers or {}))


def fields(data):
    good = isinstance(data, dict) and all(
        isinstance(data.get(name), str) and data[name] for name in ("reference", "item", "card")
    )
    if not good or type(data.get("quantity")) is not int or data["quantity"] < 1:
        stop(400, "An order has reference, item, card and quantity.")
    return data["reference"], data["item"], data["quantity"], data["card"]


def placed(reference):
    row = db.execute("SELECT * FROM orders WHERE reference = ?", [reference]).fetchone()
    return dict(row) if row else None


def created(reference):
    return placed(reference), 201, {"Location": url_for("show_order", reference=reference, _external=True)}


@app.post("/orders")
def place_order():
    data = request.get_json()
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        stop(400, "Idempotency-Key?")
    content = json.dumps(data, sort_keys=True)
    known = db.execute("SELECT * FROM keys WHERE key = ?", [key]).fetchone()
    if known:
        if known["content"] != content:
            stop(409, "This key was used for another order.")
        return created(known["reference"])
    reference, item, quantity, card = fields(data)
    if placed(reference):
        stop(409, "This reference is in use.")
    undo = []
    try:
        slip = app.config["STOCK"].reserve(item, quantity)
        if slip is None:
            stop(422, "Not that many.")
        undo.append(lambda: app.config["STOCK"].release(slip))
        db.execute("INSERT INTO orders VALUES (?, ?, ?)", (reference, item, quantity))
        undo.append(lambda: db.execute("DELETE FROM orders WHERE reference = ?", [reference]))
        if not app.config["PAYMENTS"].charge(card, 450 * quantity, key):
            stop(402, "Declined.")
        undo.clear()
    except (ConnectionError, TimeoutError):
        stop(503, "Not now.", {"Retry-After": "60"})
    finally:
        for step in reversed(undo):
            step()
    db.execute("INSERT INTO keys VALUES (?, ?, ?)", (key, content, reference))
    return created(reference)


@app.get("/orders/<reference>")
def show_order(reference):
    return placed(reference) or ({"error": "No such order."}, 404)
