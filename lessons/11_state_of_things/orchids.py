"""A collection of orchids in a database: labels are unique, names are required."""

import sqlite3

from flask import Flask, request, url_for

app = Flask(__name__)
db = sqlite3.connect(":memory:", check_same_thread=False)
db.execute("CREATE TABLE orchids (label TEXT PRIMARY KEY, name TEXT NOT NULL)")


@app.post("/orchids")
def plant():
    row = request.json
    try:
        db.execute("INSERT INTO orchids VALUES (?, ?)", (row.get("label"), row.get("name")))
    except sqlite3.IntegrityError:
        return {"error": f"Orchid {row.get('label')} exists already"}, 409
    return row, 201, {"Location": url_for("orchid", label=row["label"])}


@app.get("/orchids/<label>")
def orchid(label):
    row = db.execute("SELECT label, name FROM orchids WHERE label = ?", (label,)).fetchone()
    return {"label": row[0], "name": row[1]} if row else ({"error": f"No orchid {label}"}, 404)
