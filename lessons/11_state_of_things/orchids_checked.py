"""The orchids again: the request is judged first, the database only says what is taken."""

import sqlite3

from flask import Flask, request

app = Flask(__name__)
db = sqlite3.connect(":memory:", check_same_thread=False)
db.execute("CREATE TABLE orchids (label TEXT PRIMARY KEY, name TEXT NOT NULL)")


@app.post("/orchids")
def plant():
    row = request.json
    if not row.get("label") or not row.get("name"):
        return {"error": "label and name are required"}, 400
    try:
        db.execute("INSERT INTO orchids VALUES (?, ?)", (row["label"], row["name"]))
    except sqlite3.IntegrityError as error:
        if error.sqlite_errorname != "SQLITE_CONSTRAINT_PRIMARYKEY":
            raise
        return {"error": f"Orchid {row['label']} exists already"}, 409
    return row, 201
