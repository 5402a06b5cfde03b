"""A table of addresses: each row has a title, or none, or the address that follows."""

import sqlite3

from flask import Flask, jsonify, redirect, request, url_for

app = Flask(__name__)

db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
db.execute("CREATE TABLE pages (name TEXT PRIMARY KEY, title TEXT, follows TEXT)")


def row(name):
    return db.execute("SELECT title, follows FROM pages WHERE name = ?", (name,)).fetchone()


def write(name, title=None, follows=None):
    db.execute("INSERT OR REPLACE INTO pages VALUES (?, ?, ?)", (name, title, follows))


@app.get("/events")
def list_events():
    found = db.execute("SELECT name, title FROM pages WHERE title IS NOT NULL")
    return jsonify([{"name": name, "title": title} for name, title in found])


@app.get("/events/<name>")
def show_event(name):
    found = row(name)
    if found is None:
        return jsonify(error="no such page"), 404
    title, follows = found
    if title is not None:
        return jsonify(name=name, title=title)
    if follows is not None:
        return redirect(url_for("show_event", name=follows), code=308)
    return jsonify(error="this page was taken down"), 410


@app.put("/events/<name>")
def publish_event(name):
    found = row(name)
    title = request.get_json()["title"]
    write(name, title)
    return jsonify(name=name, title=title), 200 if found and found[0] is not None else 201


@app.delete("/events/<name>")
def cancel_event(name):
    found = row(name)
    if found is None or found[0] is None:
        return show_event(name)
    write(name)
    return "", 204


@app.post("/events/<name>/move")
def move_event(name):
    found = row(name)
    if found is None or found[0] is None:
        return show_event(name)
    to = request.get_json()["to"]
    write(to, found[0])
    write(name, follows=to)
    return jsonify(name=to, title=found[0])
