"""SQLite keeps the settings; the number of updated rows tells whether the key was new."""

import json
import sqlite3

from flask import Flask, request

app = Flask(__name__)
database = sqlite3.connect(":memory:", check_same_thread=False)
database.execute("CREATE TABLE settings (key TEXT PRIMARY KEY, body TEXT NOT NULL)")


@app.route("/settings/<key>", methods=["GET", "PUT"])
def setting(key):
    return write(key) if request.method == "PUT" else read(key)


def read(key):
    row = database.execute("SELECT body FROM settings WHERE key = ?", (key,)).fetchone()
    if row is None:
        return {"error": "unknown key"}, 404
    return json.loads(row[0])


def write(key):
    setting = request.get_json()
    if setting.get("value") is None:
        return {"error": "no value"}, 422
    body = json.dumps(setting)
    with database:
        updated = database.execute("UPDATE settings SET body = ? WHERE key = ?", (body, key)).rowcount
        if not updated:
            database.execute("INSERT INTO settings VALUES (?, ?)", (key, body))
    return "", 200 if updated else 201
