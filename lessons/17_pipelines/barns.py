"""Hay in two barns. Each of them holds 100 bales."""

import sqlite3

from flask import Flask, request

app = Flask(__name__)
db = sqlite3.connect(":memory:", check_same_thread=False)
db.execute("CREATE TABLE barns (name TEXT, bales INT)")
db.execute("INSERT INTO barns VALUES ('north', 40), ('south', 90)")
db.commit()


def add(name, bales):
    db.execute("UPDATE barns SET bales = bales + ? WHERE name = ?", (bales, name))


def count(name):
    return db.execute("SELECT bales FROM barns WHERE name = ?", (name,)).fetchone()[0]


@app.post("/moves")
def move():
    form = request.get_json()
    if not isinstance(form, dict) or type(form.get("bales")) is not int or form["bales"] < 1:
        return {"error": "bales must be a whole number from 1 up"}, 400
    bales = form["bales"]
    with db:
        add("north", -bales)
        if count("south") + bales > 100:
            return {"error": "The south barn is too full"}, 409
        add("south", bales)
    return {"moved": bales}


@app.get("/barns")
def barns():
    return dict(db.execute("SELECT name, bales FROM barns"))
