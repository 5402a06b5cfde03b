"""The database checks the order: the name of the broken rule decides between 422 and 409."""

import sqlite3
from contextlib import ExitStack

from flask import Flask, jsonify, request, url_for
from werkzeug.exceptions import BadRequest, Conflict, HTTPException, ServiceUnavailable, UnprocessableEntity

app = Flask(__name__)
db = sqlite3.connect(":memory:", check_same_thread=False)
db.execute(
    """CREATE TABLE orders (
        reference TEXT NOT NULL CHECK (typeof(reference) = 'text' AND reference <> '') UNIQUE,
        item TEXT NOT NULL CHECK (item <> ''),
        quantity NOT NULL CHECK (typeof(quantity) = 'integer' AND quantity > 0),
        card TEXT NOT NULL CHECK (card <> '')
    )"""
)
done = {}


class PaymentRequired(HTTPException):
    code = 402
    description = "The card was declined."


class Demo:
    def reserve(self, item, quantity):
        return (item, quantity)

    def release(self, slip):
        pass

    def charge(self, card, cents, key):
        return True


app.config["STOCK"] = app.config["PAYMENTS"] = Demo()


@app.errorhandler(HTTPException)
def as_json(error):
    response = jsonify(error=error.description)
    response.status_code = error.code
    for name, value in error.get_headers():
        if name == "Retry-After":
            response.headers[name] = value
    return response


def called(service, *args):
    try:
        return service(*args)
    except (ConnectionError, TimeoutError) as error:
        raise ServiceUnavailable(retry_after=15) from error


def insert(data):
    if not isinstance(data, dict) or type(data.get("quantity")) is not int:
        raise BadRequest("An order is an object with a quantity.")
    values = [data.get(name) for name in ("reference", "item", "quantity", "card")]
    if any(isinstance(value, int | float) for value in (values[0], values[1], values[3])):
        raise UnprocessableEntity("A number is no text.")
    try:
        db.execute("INSERT INTO orders VALUES (?, ?, ?, ?)", values)
    except sqlite3.IntegrityError as error:
        if error.sqlite_errorname == "SQLITE_CONSTRAINT_UNIQUE":
            raise Conflict("The reference is in use.") from error
        raise UnprocessableEntity("A field is missing or wrong.") from error
    except (sqlite3.InterfaceError, sqlite3.ProgrammingError) as error:
        raise UnprocessableEntity("A field is no text.") from error
    except OverflowError as error:  # more than a column of SQLite holds
        raise Conflict("Sold out.") from error


@app.post("/orders")
def place_order():
    key = request.headers.get("Idempotency-Key") or None
    if key is None:
        raise BadRequest("Idempotency-Key is missing.")
    data = request.get_json()
    if key in done:
        if done[key][0] == data:
            return done[key][1]
        raise Conflict("This key is in use.")
    with ExitStack() as undo, db:
        insert(data)
        slip = called(app.config["STOCK"].reserve, data["item"], data["quantity"])
        if slip is None:
            raise Conflict("Sold out.")
        undo.callback(app.config["STOCK"].release, slip)
        if not called(app.config["PAYMENTS"].charge, data["card"], 450 * data["quantity"], key):
            raise PaymentRequired
        undo.pop_all()
    order = {name: data[name] for name in ("reference", "item", "quantity")}
    done[key] = data, (order, 201, {"Location": url_for("show_order", reference=data["reference"])})
    return done[key][1]


@app.get("/orders/<reference>")
def show_order(reference):
    query = "SELECT reference, item, quantity FROM orders WHERE reference = ?"
    for row in db.execute(query, (reference,)):
        return dict(zip(("reference", "item", "quantity"), row, strict=True))
    return jsonify(error="No such order."), 404
