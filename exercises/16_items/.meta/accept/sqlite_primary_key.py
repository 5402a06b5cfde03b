"""A primary key keeps two items apart, whoever comes first; every request has its own connection."""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from flask import Flask, request, url_for

app = Flask(__name__)
folder = tempfile.TemporaryDirectory()
path = Path(folder.name) / "shelf.sqlite"


def run(statement, *values):
    with closing(sqlite3.connect(path, timeout=1)) as db, db:
        return db.execute(statement, values).fetchall()


run("create table item (id text primary key, name text not null)")
run("insert into item values ('1', 'teapot'), ('2', 'kettle')")


@app.get("/items/<item_id>")
def show_item(item_id):
    for found_id, name in run("select id, name from item where id = ?", item_id):
        return {"id": found_id, "name": name}
    return {"error": "unknown item"}, 404


@app.post("/items")
def add_item():
    item = request.get_json()
    try:
        item_id, name = item["id"], item["name"]
        assert type(item_id) is type(name) is str and item_id and name and "/" not in item_id
    except (TypeError, KeyError, AssertionError):
        return {"error": "an item is an object with two texts, id and name"}, 422
    try:
        run("insert into item values (?, ?)", item_id, name)
    except sqlite3.IntegrityError:
        return {"error": "this id is taken"}, 409
    return show_item(item_id), 201, {"Location": url_for("show_item", item_id=item_id, _external=True)}
