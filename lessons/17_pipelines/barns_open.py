"""Hay in two barns. The table itself says that a barn holds 100 bales."""

import sqlite3

from flask import Flask, request

app = Flask(__name__)
db = sqlite3.connect(":memory:", check_same_thread=False)
db.execute("CREATE TABLE barns (name TEXT, bales INT CHECK (bales <= 100))")
db.execute("INSERT INTO barns VALUES ('north', 40), ('south', 90)")
db.commit()


def add(name, bales):
    db.execute("UPDATE barns SET bales = bales + ? WHERE name = ?", (bales, name))


@app.post("/moves")
def move():
    bales = request.json["bales"]
    try:
        add("north", -bales)
        add("south", bales)
        db.commit()
    except sqlite3.IntegrityError:
        return {"error": "The south barn is too full"}, 409
    return {"moved": bales}, 201


@app.get("/barns")
def barns():
    return dict(db.execute("SELECT name, bales FROM barns"))
