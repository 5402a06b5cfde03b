"""The orchids again: the request is judged first, the database only says what is taken."""

import sqlite3

from flask import Flask, request, url_for

app = Flask(__name__)
db = sqlite3.connect(":memory:", check_same_thread=False)
db.execute("CREATE TABLE orchids (label TEXT PRIMARY KEY, name TEXT NOT NULL)")


def is_name(value):
    return isinstance(value, str) and value != ""


@app.post("/orchids")
def plant():
    row = request.json
    if not isinstance(row, dict) or not all(is_name(row.get(key)) for key in ("label", "name")):
        return {"error": "label and name are required, as text"}, 400
    try:
        db.execute("INSERT INTO orchids VALUES (?, ?)", (row["label"], row["name"]))
    except sqlite3.IntegrityError as error:
        if error.sqlite_errorname != "SQLITE_CONSTRAINT_PRIMARYKEY":
            raise
        return {"error": f"Orchid {row['label']} exists already"}, 409
    return row, 201, {"Location": url_for("orchid", label=row["label"])}


@app.get("/orchids/<label>")
def orchid(label):
    row = db.execute("SELECT label, name FROM orchids WHERE label = ?", (label,)).fetchone()
    return {"label": row[0], "name": row[1]} if row else ({"error": f"No orchid {label}"}, 404)
