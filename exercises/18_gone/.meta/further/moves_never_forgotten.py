"""Like: redirect_forgets_to_make_way"""

from flask import Flask, abort, jsonify, redirect, request, url_for

app = Flask(__name__)

events, gone, moved = {}, set(), {}


def clean(name):
    gone.discard(name)


def trace(name):
    if name in moved:
        return redirect(url_for("show_event", name=moved[name]), 308)
    if name in gone:
        return jsonify(error="gone"), 410
    return jsonify(error="unknown"), 404


@app.get("/events")
def list_events():
    return jsonify(list(events.values()))


@app.get("/events/<name>")
def show_event(name):
    if name in events:
        return events[name]
    return trace(name)


@app.put("/events/<name>")
def publish(name):
    code = 200 if name in events else 201
    clean(name)
    events[name] = {"name": name, "title": request.get_json()["title"]}
    return events[name], code


@app.delete("/events/<name>")
def cancel(name):
    if name not in events:
        return trace(name)
    events.pop(name)
    gone.add(name)
    return "", 204


@app.post("/events/<name>/move")
def move(name):
    if name not in events:
        return jsonify(error="nothing to move"), 404
    to = request.get_json()["to"]
    event = events.pop(name)
    event["name"] = to
    moved[name] = to
    clean(to)
    events[to] = event
    return event
